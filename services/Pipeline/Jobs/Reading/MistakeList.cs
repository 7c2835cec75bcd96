namespace Text2Llm.Pipeline.Jobs.Reading;

/// <summary>Gathers the mistakes of one job file, and knows where its fields stand.</summary>
internal sealed class MistakeList
{
    private readonly List<JobMistake> _found = [];
    private readonly List<string> _refused = [];
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<JobMistake> Found => _found;

    public void Add(int line, int column, string path, string message) => _found.Add(new JobMistake(line, column, path, message));

    /// <summary>Adds a mistake at the place of a field, or of the nearest field around it that is in the file.</summary>
    public void Add(string path, string message) => _found.Add(At(path, message));

    private static bool IsWithin(string field, string path) =>
        field.StartsWith(path, StringComparison.Ordinal) && (field.Length == path.Length || field[path.Length] is '.' or '[');

    public void Place(string path, int line, int column) => _places.TryAdd(path, (line, column));

    public bool Has(string path) => _places.ContainsKey(path);

    /// <summary>Whether a mistake was found at a field or within it.</summary>
    public bool AnyAt(string path) =>
        _found.Exists(mistake => IsWithin(mistake.Path, path)) || _refused.Exists(field => IsWithin(field, path));

    /// <summary>Notes a field whose value is wrong by a mistake that was added without the field's path.</summary>
    public void Refuse(string path) => _refused.Add(path);

    public JobMistake At(string path, string message)
    {
        for (var around = path; ; around = around[..Math.Max(0, around.LastIndexOfAny(['.', '[']))])
        {
            if (_places.TryGetValue(around, out var place))
            {
                return new JobMistake(place.Line, place.Column, path, message);
            }

            if (around.Length == 0)
            {
                return new JobMistake(1, 1, path, message);
            }
        }
    }
}
