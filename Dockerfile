FROM python:3.12-slim

COPY . /src
RUN pip install --no-cache-dir '/src[svg]' && rm -rf /src

# It runs as whoever owns the talks, who has no home here.
ENV MPLCONFIGDIR=/tmp/matplotlib
WORKDIR /work
ENTRYPOINT ["deck-builder"]
CMD ["--help"]
