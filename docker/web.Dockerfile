# The web process. Build from the repository's root:
#   docker build -f docker/web.Dockerfile -t warmline-web .
FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/warmline \
 && /opt/warmline/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY telephony telephony
COPY nlu nlu
COPY flows flows
COPY ivr ivr
RUN /opt/warmline/bin/pip install hatchling==1.27.0 \
 && /opt/warmline/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
ENV PATH=/opt/warmline/bin:$PATH PYTHONUNBUFFERED=1 \
    WARMLINE_HOST=0.0.0.0 WARMLINE_DATA_DIR=/var/lib/warmline WARMLINE_LOG_FORMAT=json
RUN useradd --system --create-home --uid 10001 warmline \
 && install -d -o warmline -g warmline /var/lib/warmline
COPY --from=packages /opt/warmline /opt/warmline
USER warmline
WORKDIR /var/lib/warmline
VOLUME /var/lib/warmline
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
STOPSIGNAL SIGTERM
CMD ["warmline", "serve", "--only", "web"]
