# The understanding process: Rasa with the trained model. Build from the repository's root:
#   docker build -f docker/nlu.Dockerfile -t warmline-nlu .
FROM python:3.10-slim-bookworm
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 \
    RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1
WORKDIR /srv/rasa
COPY nlu/rasa/requirements.lock ./
RUN python -m venv /opt/rasa \
 && /opt/rasa/bin/pip install --require-hashes -r requirements.lock \
 && { /opt/rasa/bin/python -m compileall -q /opt/rasa/lib || echo "some packages carry files of other Python versions"; }
ENV PATH=/opt/rasa/bin:$PATH
COPY nlu/rasa ./
RUN python start.py train nlu --config config.yml --domain domain.yml --nlu data \
      --fixed-model-name understanding --out models \
 && useradd --system --create-home --uid 10002 rasa \
 && chown -R rasa:rasa /srv/rasa
USER rasa
EXPOSE 5005
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/', timeout=2)"]
# start.py takes the auth token from WARMLINE_RASA_TOKEN; the shell ends the start where it is missing.
CMD ["sh", "-c", ": \"${WARMLINE_RASA_TOKEN:?is not set}\"; exec python start.py run --enable-api --quiet --interface 0.0.0.0 --port 5005 --model models/understanding.tar.gz"]
