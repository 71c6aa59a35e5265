#!/usr/bin/env bash
# A real OpenSearch cluster for tests: three nodes, one JVM each, on 127.0.0.1.
#
#   cluster.sh start | stop | kill N | pause N | heal
#
# CLUSTER_BASE is the folder of the nodes' data, CLUSTER_PORT the port before that of node 1.
# Exits with 3 and the reason where Java 21 or Maven is missing, or what Maven is to fetch: 70 MB.
set -euo pipefail
cd "$(dirname "$0")"
base=${CLUSTER_BASE:-$PWD/target/nodes}
port=${CLUSTER_PORT:-9200}
heap=${CLUSTER_HEAP:-512m}
fetching=${CLUSTER_FETCH_SECONDS:-120}

missing() { echo "$1" >&2; exit 3; }

# the first Java that is new enough, since the default one may not be
java21() {
  for java in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -x "$java" ] || continue
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    if [ "${version:-0}" -ge 21 ]; then echo "$java"; return; fi
  done
  missing "OpenSearch needs Java 21 or later"
}

jars() {
  [ -d target/lib ] && [ target/classes/OsNode.class -nt src/main/java/OsNode.java ] && return
  command -v mvn >/dev/null || missing "Maven is not installed"
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$1")")") \
    timeout "$fetching" mvn -q -B package >target.log 2>&1 ||
    missing "Maven did not fetch OpenSearch in $fetching s: $(grep -m 1 ERROR target.log || true)"
}

begin() {
  mkdir -p "$base/n$2"
  local seeds="127.0.0.1:$((port + 101)),127.0.0.1:$((port + 102)),127.0.0.1:$((port + 103))"
  "$1" "-Xms$heap" "-Xmx$heap" -Xss1m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
    --add-modules=jdk.incubator.vector --add-opens=java.base/java.nio=ALL-UNNAMED \
    --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 -Djava.awt.headless=true \
    -Djna.nosys=true -Djava.locale.providers=SPI,CLDR -Dio.netty.noUnsafe=true \
    -Dio.netty.noKeySetOptimization=true -Dio.netty.recycler.maxCapacityPerThread=0 \
    -Dio.netty.allocator.numDirectArenas=0 -Dlog4j.shutdownHookEnabled=false \
    -Dlog4j2.disable.jmx=true -cp "target/classes:target/lib/*" \
    OsNode "n$2" "$((port + $2))" "$((port + 100 + $2))" "$base" "$seeds" n1,n2,n3 \
    >"$base/n$2/out.log" 2>&1 </dev/null &
  echo $! >"$base/n$2/pid"
}

# until all are there, with all copies
healthy() {
  local health="http://127.0.0.1:$((port + 1))/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=1s"
  for _ in $(seq 150); do curl -sf -m 5 "$health" >/dev/null && return; sleep 1; done
  tail -n 30 "$base"/n*/out.log >&2
  return 1
}

stop() {
  for n in 1 2 3; do kill "$(cat "$base/n$n/pid")" 2>/dev/null || true; done
  for n in 1 2 3; do
    for _ in $(seq 30); do kill -0 "$(cat "$base/n$n/pid")" 2>/dev/null || break; sleep 1; done
  done
}

case $1 in
  start)
    java=$(java21)
    jars "$java"
    for n in 1 2 3; do begin "$java" "$n"; done
    healthy || { stop; exit 1; }
    ;;
  stop) stop ;;
  kill) kill -9 "$(cat "$base/n$2/pid")" && rm "$base/n$2/pid" ;;
  pause) kill -STOP "$(cat "$base/n$2/pid")" ;;
  heal)
    java=$(java21)
    for n in 1 2 3; do
      if [ -f "$base/n$n/pid" ]; then kill -CONT "$(cat "$base/n$n/pid")"; else begin "$java" "$n"; fi
    done
    healthy
    ;;
esac
