#!/bin/sh
# Makes a Debian package of the built program: make_deb.sh DIST/graftwork ICONS OUT
set -eu
program=$1
icons=$2
out=$3
here=$(cd "$(dirname "$0")" && pwd)
id=io.github.graftwork.Graftwork
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$here/../../core/graftwork_core/__init__.py")
architecture=$(dpkg --print-architecture)

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/metainfo" \
    "$root/usr/share/icons" "$root/usr/share/doc/graftwork"
cp -a "$program" "$root/opt/graftwork"
ln -s /opt/graftwork/graftwork "$root/usr/bin/graftwork"
cp "$here/$id.desktop" "$root/usr/share/applications/"
cp "$here/$id.metainfo.xml" "$root/usr/share/metainfo/"
cp -a "$icons/hicolor" "$root/usr/share/icons/"
cp "$here/../../LICENSE" "$root/usr/share/doc/graftwork/copyright"
cat >"$root/DEBIAN/control" <<CONTROL
Package: graftwork
Version: $version
Architecture: $architecture
Maintainer: The Graftwork developers <graftwork@users.noreply.github.com>
Installed-Size: $(du -sk "$root/opt" | cut -f1)
Section: science
Priority: optional
Depends: libc6, libdbus-1-3, libegl1, libfontconfig1, libfreetype6, libgl1, libglib2.0-0 | libglib2.0-0t64,
 libx11-6, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libxkbcommon0, libxkbcommon-x11-0
Recommends: fonts-noto-cjk
Description: Graft an ability from one language model onto another
 Takes what a fine-tuned language model has learned on top of its base, distils it into a small LoRA adapter, and
 merges that into any other fine-tune of the same base. A needle-in-a-haystack check shows what the result can do.
CONTROL
mkdir -p "$(dirname "$out")"
dpkg-deb --root-owner-group -Zxz -z1 --build "$root" "$out"
