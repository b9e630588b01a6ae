#!/bin/sh
# Sees to what tests on a virtual screen need: virtual_screen.sh PYTHON
# Installs Xvfb, xdotool and Qt's X libraries where it may (root, apt-get); elsewhere says that these tests are left out.
set -eu
[ "$(uname -s)" = Linux ] || exit 0
if ! command -v Xvfb >/dev/null 2>&1 || ! command -v xdotool >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing a virtual screen for the tests: xvfb xdotool"
        apt-get -qq update
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends xvfb xdotool >/dev/null || true
    else
        echo "Xvfb and xdotool are not here: the tests on a virtual screen are left out."
        exit 0
    fi
fi
DISPLAY=:0 sh "$(dirname "$0")/qt_libraries.sh" "$1" window
