-- Load for wrk: sends one prepared request over and over, each time with event ids never used
-- before, and prints exact figures at the end.
--
-- Arguments: a file with the whole request, in which every id stands as 34 '#' and two hexadecimal
-- digits (its place in the batch); three hexadecimal digits that are new for each run of wrk.
local ffi = require("ffi")

local HOLE = string.rep("#", 34)
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local text = file:read("*a")
  file:close()
  length = #text
  buffer = ffi.new("char[?]", length)
  ffi.copy(buffer, text, length)
  holes = {}
  local at = string.find(text, HOLE, 1, true)
  while at do
    holes[#holes + 1] = at - 1
    at = string.find(text, HOLE, at + 34, true)
  end
  run = args[2]
  sent = 0
end

-- A UUID version 7: milliseconds, then the run, the thread and the count of its requests.
function request()
  local millis = string.format("%012x", os.time() * 1000 + sent % 1000)
  local id = string.sub(millis, 1, 8) .. "-" .. string.sub(millis, 9, 12) .. "-7" .. run ..
      string.format("-8%03x-%010x", number, sent)
  sent = sent + 1
  for i = 1, #holes do
    ffi.copy(buffer + holes[i], id, 34)
  end
  return ffi.string(buffer, length)
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format(
    "sample\trequests=%d\tmicros=%d\tp50=%d\tp99=%d\tstatus=%d\tsocket=%d",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
