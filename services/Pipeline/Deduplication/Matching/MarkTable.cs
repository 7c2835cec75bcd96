using System.Runtime.InteropServices;
using Text2Llm.Pipeline.Deduplication.Marks;

namespace Text2Llm.Pipeline.Deduplication.Matching;

/// <summary>Where each mark stood first: a table of a fixed size, without an object for each.</summary>
/// <param name="capacity">How many different marks it takes at most.</param>
internal sealed class MarkTable(int capacity)
{
    // A third of the places stays free, and one at the least.
    private readonly Place[] _places = new Place[capacity + (capacity / 2) + 2];

    private int _count;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Array.Clear(_places);
        _count = 0;
    }

    /// <summary>Finds where a mark stood first.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="record">Its record, packed. It is remembered when the mark is new.</param>
    /// <param name="first">The first record that has it, packed.</param>
    /// <param name="part">The number of the part there.</param>
    /// <returns>False when it is new.</returns>
    public bool Find(in Mark mark, ulong record, out ulong first, out int part)
    {
        // The hashes of one range have their upper bits in common, and a pass those in the middle: all are spread anew.
        var at = (int)Math.BigMul(Fuzzy.Mix.Spread(mark.Key * Fuzzy.Mix.First), (ulong)_places.Length, out _);
        var identity = mark.Identity;
        for (; ; at = at + 1 == _places.Length ? 0 : at + 1)
        {
            ref var place = ref _places[at];
            if (place.Tail == 0)
            {
                // Hashes are spread evenly, but for those of somebody who makes them be uneven.
                if (++_count == _places.Length)
                {
                    throw new InvalidDataException($"more than {_count - 1} different marks fall to one pass of a match");
                }

                place = new Place(mark.Key, record, mark.Tail);
                (first, part) = (record, mark.Part);
                return false;
            }

            var there = new Mark(place.Key, 0, place.Tail);
            if (there.Key == mark.Key && there.Identity == identity)
            {
                (first, part) = (place.Record, there.Part);
                return true;
            }
        }
    }

    // A tail of zero, which no mark has, says that it is free.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Place(ulong Key, ulong Record, uint Tail);
}
