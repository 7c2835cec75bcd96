-- One user's account. The beginning of every script: it reads the account and moves it to now.
--
-- KEYS[1]  a hash: now, paid_off, day, used, held
-- KEYS[2]  the calls under way: a sorted set of reservation ids, each scored by the moment at which its hold expires. An id ends in
--          ".<tokens>.<day>": what it holds, and the day for which that counts.
-- ARGV[1]  now
--
-- Moments (since 1970) and lengths of time are whole microseconds, days are whole days since 1970, tokens at most 10^15. Numbers are
-- doubles here: whole ones are exact below 2^53 = 9.0 * 10^15, which the microseconds reach in the year 2255.
--
-- C# says the same in Reservations/Memory/UserAccount.cs; whoever changes one changes the other.
local MINUTE, DAY = 60 * 1000000, 86400 * 1000000
local MOST_USED = 1000000000000000
-- Keys outlive what they say by a minute, in milliseconds: a replica whose clock is behind still finds them.
local GRACE = 60000

local account, holds = KEYS[1], KEYS[2]

-- A number as text; Lua's own way of writing it keeps only fourteen digits.
local function whole(number)
  return string.format('%.0f', number)
end

local function parse(id)
  local tokens, began = string.match(id, '%.(%d+)%.(%d+)$')
  return tonumber(tokens), tonumber(began)
end

local stored = redis.call('HMGET', account, 'now', 'paid_off', 'day', 'used', 'held')
local paid_off = tonumber(stored[2]) or 0
local day, used, held = tonumber(stored[3]) or 0, tonumber(stored[4]) or 0, tonumber(stored[5]) or 0

-- Never before the account's last moment: replicas' clocks differ, and who asked first may come second.
local now = math.max(tonumber(ARGV[1]), tonumber(stored[1]) or 0)

-- What was used and held belongs to the day before.
local today = math.floor(now / DAY)
if today > day then
  day, used, held = today, 0, 0
end
local tomorrow = (day + 1) * DAY

-- Holds of calls that can no longer be running.
local expired = redis.call('ZRANGEBYSCORE', holds, '-inf', whole(now))
if #expired > 0 then
  for _, id in ipairs(expired) do
    local tokens, began = parse(id)
    if began == day then
      held = held - tokens
    end
  end
  redis.call('ZREMRANGEBYSCORE', holds, '-inf', whole(now))
end
local under_way = redis.call('ZCARD', holds)

-- Should Redis have evicted one key and not the other, nothing stays held for calls that are not there.
if under_way == 0 then
  held = 0
end
held = math.max(0, held)

local function save()
  local keep_until = paid_off
  if used + held > 0 then
    keep_until = math.max(keep_until, tomorrow)
  end
  local last = redis.call('ZRANGE', holds, -1, -1, 'WITHSCORES')[2]
  if last then
    keep_until = math.max(keep_until, tonumber(last))
  end

  -- An account that says no more than a new one would is none.
  if keep_until <= now then
    redis.call('DEL', account, holds)
    return
  end

  local ttl = whole(math.ceil((keep_until - now) / 1000) + GRACE)
  redis.call('HSET', account, 'now', whole(now), 'paid_off', whole(paid_off), 'day', whole(day), 'used', whole(used), 'held', whole(held))
  redis.call('PEXPIRE', account, ttl)
  redis.call('PEXPIRE', holds, ttl)
end
