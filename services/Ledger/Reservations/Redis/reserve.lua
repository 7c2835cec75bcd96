-- Decides on one call, and holds its estimate where it may be made.
--
-- ARGV[2]  the beginning of the reservation's id
-- ARGV[3]  tokens that the call is expected to use
-- ARGV[4]  how long to hold them
-- ARGV[5]  the limits: requests per minute, [6] tokens per day, [7] calls at once
--
-- Returns the refusal's reason (0: none), the wait, the reservation's id, requests left, until all are paid off, tokens left, until tomorrow.
local NONE, RATE_LIMITED, QUOTA_EXHAUSTED, TOKENS_HELD, CALLS_UNDER_WAY = 0, 1, 2, 3, 4

local estimate, hold_for = tonumber(ARGV[3]), tonumber(ARGV[4])
local per_minute, per_day, at_once = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local interval = math.floor(MINUTE / per_minute)

-- Until the call that expires as number `index`, from 0.
local function until_expiry(index)
  return tonumber(redis.call('ZRANGE', holds, index, index, 'WITHSCORES')[2]) - now
end

-- Until so many held tokens are given back even if no call settles, or a new day begins.
local function until_released(tokens)
  local STEP = 128
  for first = 0, under_way - 1, STEP do
    local some = redis.call('ZRANGE', holds, first, first + STEP - 1, 'WITHSCORES')
    for i = 1, #some, 2 do
      local held_tokens, began = parse(some[i])
      if began == day then
        tokens = tokens - held_tokens
      end
      if tokens <= 0 then
        return math.min(tonumber(some[i + 1]), tomorrow) - now
      end
    end
  end
  return tomorrow - now
end

-- Below 0 where calls used more than they had held, by what must be given back first.
local free = per_day - used - held
-- What no day could hold counts as what is left of this one.
local tokens = estimate <= per_day and estimate or math.max(1, free)

-- Every limit is asked before any is charged; where several refuse, the longest wait is the true one.
local full = under_way >= at_once
local wait = math.max(0, paid_off - (now + interval * (per_minute - 1)))
if full then
  wait = math.max(wait, until_expiry(under_way - at_once))
end
local reason, id = NONE, ''
if tokens > math.max(0, per_day - used) then
  reason, wait = QUOTA_EXHAUSTED, math.max(wait, tomorrow - now)
elseif tokens > math.max(0, free) then
  reason, wait = TOKENS_HELD, math.max(wait, until_released(tokens - free))
elseif full then
  reason = CALLS_UNDER_WAY
elseif wait > 0 then
  reason = RATE_LIMITED
else
  id = ARGV[2] .. '.' .. whole(tokens) .. '.' .. whole(day)
  paid_off = math.max(paid_off, now) + interval
  held = held + tokens
  redis.call('ZADD', holds, whole(now + hold_for), id)
end
save()

local until_paid_off = math.max(0, paid_off - now)
local requests_left = math.max(0, math.floor((interval * per_minute - until_paid_off) / interval))
return { reason, wait, id, requests_left, until_paid_off, math.max(0, per_day - used - held), tomorrow - now }
