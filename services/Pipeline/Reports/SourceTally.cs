using Text2Llm.Pipeline.Scanning;
using Text2Llm.Pipeline.Sources;

namespace Text2Llm.Pipeline.Reports;

/// <summary>Counts what files were taken for and what was wrong with them; the slices of a file are one file.</summary>
internal sealed class SourceTally
{
    private readonly Dictionary<Detection, long> _detected = [];
    private readonly SortedDictionary<string, long> _cutShort = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private ScannedSource? _current;

    /// <summary>The first file that was not read to its end, and why; null where all were.</summary>
    public ScannedSource? FirstProblem { get; private set; }

    /// <summary>How many files there are.</summary>
    public long Files { get; private set; }

    /// <summary>How many of them gave nothing.</summary>
    public long LeftOut => _leftOut.Values.Sum();

    /// <summary>Adds the next source, or the next slice of it. The last one is counted by <see cref="Finish"/>.</summary>
    public void Add(ScannedSource source)
    {
        if (_current is not null && source.Continues)
        {
            _current.Detection ??= source.Detection;
            _current.Problem ??= source.Problem;
            _current.Records += source.Records;
            return;
        }

        Count();
        _current = new ScannedSource
        {
            Name = source.Name,
            Detection = source.Detection,
            Problem = source.Problem,
            Records = source.Records,
        };
    }

    /// <summary>Counts the last file, and gives what the report says of all.</summary>
    public SourceReport Finish(string folder, long bytesOnDisk, long bytesRead)
    {
        Count();
        _current = null;
        return new SourceReport
        {
            Base = folder,
            Files = Files,
            FilesWithProblems = _cutShort.Values.Sum() + LeftOut,
            CutShort = _cutShort,
            LeftOut = _leftOut,
            BytesOnDisk = bytesOnDisk,
            BytesRead = bytesRead,
            Detected = [.. _detected
                .Select(found => new DetectedFiles(
                    found.Key.Format, found.Key.FormatWhy, found.Key.Compression, found.Key.CompressionWhy,
                    found.Key.Encoding, found.Key.EncodingWhy, found.Key.Container, found.Value))
                .OrderByDescending(found => found.Files)
                .ThenBy(found => found.FormatWhy, StringComparer.Ordinal)
                .ThenBy(found => found.Compression)],
        };
    }

    private void Count()
    {
        if (_current is not { } source)
        {
            return;
        }

        Files++;
        if (source.Problem is { } problem)
        {
            FirstProblem ??= source;
            var counts = source.Records == 0 ? _leftOut : _cutShort;
            counts[problem.Reason] = counts.GetValueOrDefault(problem.Reason) + 1;
        }
        else if (source.Detection is { } detection)
        {
            // How the rows of each table are written would make groups of single files.
            var group = detection with { Dialect = null };
            _detected[group] = _detected.GetValueOrDefault(group) + 1;
        }
    }
}
