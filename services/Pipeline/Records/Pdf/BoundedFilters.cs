using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Text2Llm.Pipeline.Records.Pdf;

/// <summary>The library's filters, which refuse streams that unfold to more than may be. One document's.</summary>
/// <param name="maxBytes">How long a stream may be when it is unfolded.</param>
internal sealed class BoundedFilters(long maxBytes) : IFilterProvider
{
    private static readonly NameToken Columns = NameToken.Create("Columns"), Colors = NameToken.Create("Colors");

    private readonly long _maxBytes = maxBytes;

    /// <summary>Whether a stream was refused. The library may have gone on without it.</summary>
    public bool Exceeded { get; private set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IReadOnlyList<IFilter> Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Bounded(filter, this))];

    private sealed class Bounded(IFilter filter, BoundedFilters owner) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var length = filter switch
            {
                FlateFilter => UnfoldedLength.OfFlate(input, owner._maxBytes),
                LzwFilter => UnfoldedLength.OfLzw(input.Span),
                RunLengthFilter => UnfoldedLength.OfRuns(input.Span),
                _ => 0,
            };
            if (length > owner._maxBytes || RowOf(streamDictionary, filterIndex) > owner._maxBytes)
            {
                owner.Exceeded = true;
                throw new RecordTooLargeException();
            }

            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        // The row of a predictor is held whole, as long as the stream says that it is.
        private static double RowOf(DictionaryToken stream, int filterIndex)
        {
            var parameters = DecodeParameterResolver.GetFilterParameters(stream, filterIndex);
            return Number(parameters, Columns) * Number(parameters, Colors);
        }

        private static double Number(DictionaryToken parameters, NameToken name) =>
            parameters.TryGet(name, out var token) && token is NumericToken number ? number.Double : 1;
    }
}
