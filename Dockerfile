# Named by digest: a tag can be moved.
FROM python:3.12-slim@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea AS build

COPY . /src
RUN python -m venv /opt/deck-builder \
    && /opt/deck-builder/bin/pip install --no-cache-dir '/src[svg,citations]'

# No layer of this image has the source.
FROM python:3.12-slim@sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea

COPY --from=build /opt/deck-builder /opt/deck-builder

# The container runs as the owner of the talks, who has no home directory here, or else as nobody in
# particular, but never as root.
ENV PATH=/opt/deck-builder/bin:$PATH \
    PYTHONSAFEPATH=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    XDG_CACHE_HOME=/tmp/cache
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["deck-builder"]
CMD ["--help"]
