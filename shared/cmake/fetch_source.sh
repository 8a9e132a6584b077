#!/usr/bin/env bash
# fetch_source.sh PACKAGE FOLDER: puts the upstream sources of Debian's source package in the suite "testing" there
# (Debian 12's own Dear ImGui is too old). The machine's mirror and key are used, in apt folders of our own, so that the
# machine's package lists stay as they are.
set -euo pipefail

package=$1
folder=$2
work=$folder.apt
codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)

debian_mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(LABEL) $(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    sed -n "s/^Debian $codename //p" | sort -u | head -n 1
}

mirror=$(debian_mirror)
if [[ -z $mirror ]]; then  # the package lists were cleared, as small images do
  if ((EUID == 0)); then apt-get update -q; else sudo -n apt-get update -q; fi
  mirror=$(debian_mirror)
fi
if [[ -z $mirror ]]; then
  echo "apt knows no Debian mirror for '$codename'."
  exit 1
fi
# Both ways of writing it: "Signed-By: FILE" in a .sources file, "[signed-by=FILE]" in a .list file.
key=$(grep -rhsF -B 9 -A 9 "${mirror%/}" /etc/apt/sources.list /etc/apt/sources.list.d/ |
  sed -nE 's|.*[Ss]igned-[Bb]y[:=] *(/[^] ]+).*|\1|p' | sort -u | head -n 1) || true

rm -rf "$work"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/sources" "$work/tree"
printf 'Types: deb-src\nURIs: %s\nSuites: testing\nComponents: main\n' "$mirror" >"$work/testing.sources"
[[ -z $key ]] || printf 'Signed-By: %s\n' "$key" >>"$work/testing.sources"
options=(-q -o "Dir::Etc::sourcelist=$work/testing.sources" -o Dir::Etc::sourceparts=/dev/null
         -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=$(id -un)"
         -o Acquire::Check-Valid-Until=false)  # an old signed list will do: any version in there will do
if ! apt-get "${options[@]}" update; then
  echo "If apt named a missing key: apt-get install debian-archive-keyring brings Debian's newest."
  exit 1
fi
(cd "$work/sources" && apt-get "${options[@]}" source --download-only --tar-only "$package")  # not the packaging
tar -xf "$work"/sources/"$package"_*.orig.tar.* -C "$work/tree" --strip-components=1
rm -rf "$folder"
mv "$work/tree" "$folder"
rm -rf "$work"
