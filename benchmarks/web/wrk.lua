-- Counts answers that are not 200 and prints the outcome as one line of JSON.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  wrong = 0
end

function response(status)
  if status ~= 200 then
    wrong = wrong + 1
  end
end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do
    refused = refused + thread:get("wrong")
  end
  local errors = summary.errors
  io.write(string.format(
    '\nOUTCOME {"requests": %d, "microseconds": %d, "p95": %d, "wrong": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(95), refused,
    errors.connect + errors.read + errors.write + errors.timeout))
end
