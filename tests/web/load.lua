-- For wrk: asks one path with the queries of a file, a line each, in turn; prints figures as JSON.
local queries, asked = {}, 0

function init(arguments)
  for line in io.lines(arguments[2]) do
    queries[#queries + 1] = arguments[1] .. "?q=" .. line
  end
  math.randomseed(tonumber(arguments[3]))
  asked = math.random(#queries)
end

function request()
  asked = asked % #queries + 1
  return wrk.format("GET", queries[asked])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.1f, "p50": %.1f, "p95": %.1f, "p99": %.1f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
