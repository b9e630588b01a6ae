#!/bin/sh
# Makes the virtual environment: make_venv.sh FOLDER [PYTHON]
# Finds a Python that is new enough; installs or names what Debian keeps apart from Python.
set -eu
folder=$1
wanted=${2:-}

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in ${wanted:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if new_enough "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Graftwork needs Python 3.11 or newer; ${wanted:-python3} is not there or older." >&2
    echo "Install one and name it, for example: make run PYTHON=python3.12" >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing $package: this Python comes without its venv module."
        apt-get -qq update
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$package" >/dev/null
    else
        echo "This Python comes without its venv module. On Debian and Ubuntu type:" >&2
        echo "    sudo apt-get install $package" >&2
        exit 1
    fi
fi

"$python" -m venv "$folder"
