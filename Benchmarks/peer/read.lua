-- wrk: reads jobs in turn; their ids are in the file that the variable JOBS names, one a line.
local ids = {}
for line in io.lines(os.getenv("JOBS")) do table.insert(ids, line) end

local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() refused, turn = 0, math.random(#ids) end
function request()
  turn = turn % #ids + 1
  return wrk.format("GET", "/jobs/" .. ids[turn])
end
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  io.write(string.format('{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    refused + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
