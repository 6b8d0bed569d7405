# The Speckeeper App as a service. Settings come from the environment; SQLite files lie in /data.

FROM python:3.11-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python -m venv /opt/speckeeper

# Dependencies change seldom: a layer of their own.
COPY requirements.txt ./
RUN /opt/speckeeper/bin/pip install --quiet --no-compile --require-hashes --only-binary :all: -r requirements.txt

# The build backend has done its work then. Bytecode is trusted without a look at the source, because nothing in the
# image changes and the service may not write there.
COPY pyproject.toml README.md LICENSE .gitignore ./
COPY app app
COPY specs_schema specs_schema
COPY examples/rag-service examples/rag-service
RUN /opt/speckeeper/bin/pip install --quiet --no-compile --no-deps --no-build-isolation . \
    && /opt/speckeeper/bin/pip uninstall --quiet --yes hatchling editables setuptools pip \
    && python -m compileall -q --invalidation-mode unchecked-hash /opt/speckeeper/lib


FROM python:3.11-slim-bookworm

LABEL org.opencontainers.image.title="Speckeeper" \
      org.opencontainers.image.description="Holds a pull request to the spec that was written before the code" \
      org.opencontainers.image.licenses="Apache-2.0"

# Debian takes old versions out of its archive, so a pinned one would end the build one day.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 speckeeper \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin speckeeper \
    && install -d -o speckeeper -g speckeeper -m 700 /data

COPY --from=build /opt/speckeeper /opt/speckeeper

ENV PATH="/opt/speckeeper/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    SPECKEEPER_HOST=0.0.0.0 \
    SPECKEEPER_PORT=8080 \
    SPECKEEPER_DATA_DIR=/data

WORKDIR /data
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8080
STOPSIGNAL SIGTERM

# Not urllib: it would ask a proxy of the environment.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-ISc", "import http.client as h, os, sys; c = h.HTTPConnection('127.0.0.1', int(os.environ['SPECKEEPER_PORT']), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]

CMD ["speckeeper", "serve"]
