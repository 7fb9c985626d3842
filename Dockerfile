FROM python:3.12-slim

COPY . /src
RUN pip install --no-cache-dir '/src[svg]' && rm -rf /src

# The container runs as the owner of the talks, who has no home directory here.
ENV MPLCONFIGDIR=/tmp/matplotlib
WORKDIR /work
ENTRYPOINT ["deck-builder"]
CMD ["--help"]
