# Words that the docs use and that a test cannot let loose on the machine it runs on. machine.ts says what is set.
set -eE -o pipefail
shopt -s expand_aliases
trap 'echo "failed: line $LINENO: $BASH_COMMAND" >&2' ERR

# Tells the status of each answer; a name of the docs leads to this machine.
curl() {
  command curl -sS -k -w '%{stderr}curl: answered %{http_code} %{url_effective}\n' \
    --connect-to "news.example:443:127.0.0.1:$HTTPS_PORT" --connect-to "news.example:80:127.0.0.1:$HTTP_PORT" "$@"
}

# No users are made here: everything belongs to whoever runs the test.
chown() { :; }
sudo() {
  if [ "$1" = -u ]; then shift 2; fi
  "$@"
}

wait_until_ready() {
  until command curl -s -o /dev/null "localhost:$PORT/health/ready"; do
    kill -0 "$1" || return 1
    sleep 0.1
  done
}

# `npm start` comes back once the server answers.
npm() {
  if [ "$1" != start ]; then
    command npm "$@"
    return
  fi
  command npm start >"$ROOT/log" 2>&1 </dev/null &
  wait_until_ready $!
  cat "$ROOT/log"
  KEY=$(first_key)
}

first_key() { grep -o -m 1 'dl_[A-Za-z0-9_]*' "$ROOT/log"; }

# systemd's part: what the unit says is started, with its settings, and stopped by SIGTERM.
unit() { sed -n "s/^$1=//p" "$ROOT/etc/systemd/system/dateline.service"; }
systemctl() {
  case "$*" in
    daemon-reload) ;;
    'enable --now dateline' | 'start dateline') start_dateline ;;
    'stop dateline') stop_dateline ;;
    'restart dateline') stop_dateline && start_dateline ;;
    'reload nginx') start_nginx ;;
    *) echo "systemctl $*: not known to machine.sh" >&2 && return 1 ;;
  esac
}
start_dateline() {
  (
    set -a
    . "$(unit EnvironmentFile)"
    cd "$(unit WorkingDirectory)"
    exec $(unit ExecStart)
  ) >>"$ROOT/log" 2>&1 </dev/null &
  server=$!
  echo "$server" >"$ROOT/pid"
  wait_until_ready "$server"
}
stop_dateline() {
  local pid
  pid=$(cat "$ROOT/pid")
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}
journalctl() { cat "$ROOT/log"; }

# The certificate that Let's Encrypt would give.
make_certificate() {
  local folder=$ROOT/etc/letsencrypt/live/news.example
  mkdir -p "$folder"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=news.example \
    -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
}

# nginx as Debian starts it: with what stands in sites-enabled.
nginx() {
  local folder=$ROOT/nginx
  mkdir -p "$folder"
  make_certificate
  cat >"$folder/nginx.conf" <<END
pid $folder/pid; error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
  include $ROOT/etc/nginx/sites-enabled/*;
}
END
  command nginx -p "$folder" -c "$folder/nginx.conf" -e stderr "$@"
}
start_nginx() {
  nginx -g 'daemon off;' >"$ROOT/nginx.log" 2>&1 </dev/null &
  until command curl -s -o /dev/null "127.0.0.1:$HTTP_PORT"; do
    kill -0 $! || { cat "$ROOT/nginx.log" >&2 && return 1; }
    sleep 0.1
  done
}
