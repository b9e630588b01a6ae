#!/bin/sh
# Opens the window: open_window.sh PYTHON [ARGUMENT ...]
# Without a display nothing has failed (all is installed, the command line works): it says so and exits with 0.
set -eu
python=$1
shift
if [ "$(uname -s)" = Linux ]; then
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
        echo "There is no display here, so no window can open; Graftwork is installed and its command line works: try" \
            "\`$(dirname "$python")/graftwork sample --out sample-graft\`."
        exit 0
    fi
    sh "$(dirname "$0")/linux/qt_libraries.sh" "$python" window
fi
"${MAKE:-make}" --no-print-directory --silent translated VENV="${VENV:-.venv}"
exec "$python" -m graftwork "$@"
