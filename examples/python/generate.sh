#!/bin/sh
# Makes the environment (.venv) and the Python code (gen) from the protos; both are left out of the repository.
set -eu
cd "$(dirname "$0")"
protos=../../proto
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
mkdir -p gen
(cd "$protos" && find crm/common crm/customer crm/event -name '*.proto') |
  xargs .venv/bin/python -m grpc_tools.protoc -I "$protos" --python_out=gen --grpc_python_out=gen
