-- Replaces a reservation's estimate by what was used.
--
-- ARGV[2]  the reservation's id
-- ARGV[3]  tokens used
--
-- Returns 1, or 0 where there is no such reservation (any more).
if redis.call('ZREM', holds, ARGV[2]) == 0 then
  if #expired > 0 then
    save()
  end
  return 0
end

-- A call counts for the day on which it began.
local tokens, began = parse(ARGV[2])
if began == day then
  held = math.max(0, held - tokens)
  used = math.min(used + tonumber(ARGV[3]), MOST_USED)
end
save()
return 1
