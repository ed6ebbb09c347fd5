#!/bin/sh
# Runs one role of the image: `entrypoint.sh customer`, or `entrypoint.sh migrate [ROLE]`, which creates what the role
# (all roles when none is named) needs in its stores and ends. `exec`, so that signals reach Node.
set -eu
cd "$(dirname "$0")"

main_of() {
  case $1 in
    customer | assignment | follow-up | order | notification | insight | gateway) echo "services/$1/dist/main.js" ;;
    worker) echo workflows/dist/main.js ;;
    *) echo "entrypoint: there is no role '$1'" >&2; exit 64 ;;
  esac
}

case ${1:-} in
  '') echo 'usage: entrypoint.sh customer|assignment|follow-up|order|notification|insight|gateway|worker|migrate [ROLE]' >&2; exit 64 ;;
  migrate)
    # One process after the other, without the metrics port, which nobody reads that soon.
    unset METRICS_PORT
    if [ $# -gt 1 ]; then
      main=$(main_of "$2")
      exec node "$main" migrate
    fi
    for role in customer assignment follow-up order notification insight worker; do
      main=$(main_of "$role")
      if [ -e "$main" ]; then node "$main" migrate; fi
    done
    ;;
  *)
    main=$(main_of "$1")
    export OTEL_SERVICE_NAME="${OTEL_SERVICE_NAME:-$1}"
    exec node --require ./services/service-kit/dist/telemetry/register.js "$main"
    ;;
esac
