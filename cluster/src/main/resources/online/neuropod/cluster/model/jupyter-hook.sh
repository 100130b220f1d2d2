# Sees to it that JupyterLab answers on port 8888 of this container. $1: where the workspace is mounted.
# Runs in whatever image the person chose: POSIX sh, and as few tools as possible. It must return at
# once, since the container does not count as started before; it must not fail, since that kills it.
volume=$1

say() { printf '[neuropod] %s\n' "$*"; }

give_up() { printf '[neuropod] JupyterLab is not available: %s\n' "$*"; }

# Whether anything listens on 8888 (22B8), as the kernel says (0A is LISTEN).
listening() {
  for table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$table" ] || continue
    while read -r _ address _ state _; do
      case "$address $state" in *:22B8' '0A) return 0 ;; esac
    done <"$table"
  done
  return 1
}

# Whether the image itself is starting a Jupyter server.
starting() {
  for line in /proc/[0-9]*/cmdline; do
    command=$(tr '\0' ' ' <"$line" 2>/dev/null) || continue
    case $command in
      *'[neuropod]'*) ;;
      *jupyter-lab* | *'jupyter lab'* | *jupyter-notebook* | *'jupyter notebook'* | *jupyter-server* | *'jupyter server'* | \
        *jupyterhub-singleuser* | *start-notebook* | *start-singleuser*) return 0 ;;
    esac
  done
  return 1
}

# Waits for a server of the image's own: 20 s for one to show up, 2 minutes for one that is on its way.
answers() {
  waited=0
  until listening; do
    [ "$waited" -lt 20 ] || { starting && [ "$waited" -lt 120 ]; } || return 1
    sleep 1
    waited=$((waited + 1))
  done
}

find_lab() {
  lab=$(command -v jupyter-lab || command -v /opt/conda/bin/jupyter-lab)
}

install_python() {
  say "The image has no Python: installing it."
  if [ "$(id -u)" != 0 ]; then
    give_up "the image has no Python, and its user may not install it."
    return 1
  fi
  if command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-pip python3-venv
  elif command -v apk >/dev/null 2>&1; then
    apk add --no-cache --quiet python3 py3-pip
  elif command -v dnf >/dev/null 2>&1; then
    dnf install -y -q python3 python3-pip
  elif command -v microdnf >/dev/null 2>&1; then
    microdnf install -y python3 python3-pip
  else
    give_up "the image has no Python and no package manager that is known (apt, apk, dnf)."
    return 1
  fi || {
    give_up "Python could not be installed; the lines above say why."
    return 1
  }
}

# Sets $home to a directory on the container's own disk: the workspace is shared with other images.
find_home() {
  for home in /opt/neuropod "$HOME/.neuropod" /tmp/neuropod; do
    mkdir -p "$home" 2>/dev/null && [ -w "$home" ] && return 0
  done
  return 1
}

# An environment of its own leaves the image's packages as they are, and sees them.
install_lab() {
  python=$(command -v python3 || command -v python) || {
    install_python || return 1
    python=$(command -v python3) || return 1
  }
  say "The image has no JupyterLab: installing it with pip. This takes a minute or two."
  if find_home && "$python" -m venv --system-site-packages "$home/jupyter" >/dev/null 2>&1; then
    python=$home/jupyter/bin/python
  elif ! "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m ensurepip --user >/dev/null 2>&1 || install_python || return 1
  fi
  if ! PIP_BREAK_SYSTEM_PACKAGES=1 "$python" -m pip install --quiet --no-cache-dir \
    --disable-pip-version-check --no-warn-script-location --root-user-action=ignore jupyterlab &&
    ! PIP_BREAK_SYSTEM_PACKAGES=1 "$python" -m pip install --quiet --no-cache-dir jupyterlab; then
    give_up "pip could not install it; the lines above say why."
    return 1
  fi
  say "JupyterLab is installed."
}

# Runs "$@" (JupyterLab) until the container ends; gives up when it ends five times in a row.
serve() {
  cd "$volume" 2>/dev/null || :
  ends=0
  while [ "$ends" -lt 5 ]; do
    listening && { say "Port 8888 is already served."; return 0; }
    say "Starting JupyterLab on port 8888."
    "$@" --ip=0.0.0.0 --port=8888 --no-browser --allow-root \
      --ServerApp.port_retries=0 --ServerApp.root_dir="$volume"
    say "JupyterLab ended with code $?."
    ends=$((ends + 1))
    sleep 5
  done
  give_up "it ended $ends times."
}

main() {
  trap '' HUP
  if find_lab; then
    answers || serve "$lab"
  elif command -v jupyter >/dev/null 2>&1 && answers; then
    :
  elif listening; then
    :
  elif install_lab; then
    serve "$python" -m jupyterlab
  fi
}

# All in the background: a hook that hung would keep the Pod from starting, and from ever ending. By exec, which
# keeps no copy of the hook's own output: while one is open the hook does not count as ended.
(
  exec </dev/null >/dev/null 2>&1
  (: >>/proc/1/fd/1) && exec >>/proc/1/fd/1 2>&1
  main
) &
exit 0
