#!/bin/sh
# Sees to the system libraries that Qt needs: qt_libraries.sh PYTHON offscreen|window
# Installs what is missing when it may (root, apt-get), else prints the one line to type and exits with 1.
# Asks ldd, because Qt itself blames libxcb-cursor0 whichever library is absent.
set -eu
python=$1
purpose=$2
[ "$(uname -s)" = Linux ] || exit 0

qt=$("$python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
plugins=$qt/Qt/plugins/platforms
needed="$qt/QtWidgets.abi3.so $plugins/libqoffscreen.so"
if [ "$purpose" = window ]; then
    [ -z "${DISPLAY:-}" ] || needed="$needed $plugins/libqxcb.so"
    [ -z "${WAYLAND_DISPLAY:-}" ] || needed="$needed $plugins/libqwayland.so"
fi

missing() {
    for file in $needed; do
        [ ! -e "$file" ] || ldd "$file" 2>/dev/null | awk '/not found/ {print $1}'
    done | sort -u
}

# Debian's rule: libX11.so.6 is in libx11-6, libEGL.so.1 in libegl1.
debian_package() {
    case $1 in
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
        *) echo "$1" | tr '[:upper:]' '[:lower:]' | sed 's/\([0-9]\)\.so\./\1-/; s/\.so\.//' ;;
    esac
}

absent=$(missing)
[ -n "$absent" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    packages=$(for library in $absent; do debian_package "$library"; done | sort -u | tr '\n' ' ')
    if [ "$(id -u)" = 0 ]; then
        echo "Installing the system libraries that Qt needs: $packages"
        apt-get -qq update
        # shellcheck disable=SC2086 # one word for each package
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages >/dev/null || true
        absent=$(missing)
        [ -n "$absent" ] || exit 0
    fi
    line="sudo apt-get install $packages"
elif command -v dnf >/dev/null 2>&1; then
    line="sudo dnf install$(for library in $absent; do printf " '%s()(64bit)'" "$library"; done)"
elif command -v zypper >/dev/null 2>&1; then
    line="sudo zypper install$(for library in $absent; do printf " '%s()(64bit)'" "$library"; done)"
elif command -v pacman >/dev/null 2>&1; then
    line="sudo pacman -S --needed dbus fontconfig glib2 libglvnd libxkbcommon-x11 xcb-util-cursor xcb-util-keysyms xcb-util-wm"
else
    line=
fi

echo "Qt cannot start: system libraries are missing ($(echo "$absent" | tr '\n' ' ' | sed 's/ $//'))." >&2
if [ -n "$line" ]; then
    echo "Type this, then try again:" >&2
    echo "    $line" >&2
fi
exit 1
