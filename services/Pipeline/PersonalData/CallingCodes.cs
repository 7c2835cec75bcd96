namespace Text2Llm.Pipeline.PersonalData;

/// <summary>The countries' calling codes (E.164), and how long the numbers behind them are.</summary>
internal static class CallingCodes
{
    /// <summary>Whether the digits of an international number, without its plus, can be one.</summary>
    public static bool IsNumber(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 8 or > 15 || digits[0] == '0')
        {
            return false;
        }

        var code = CodeLength(digits);
        var national = digits[code..];
        var (fewest, most) = Lengths(int.Parse(digits[..code], null));
        return national.Length >= fewest && national.Length <= most && (digits[0] != '1' || IsNorthAmerican(national));
    }

    /// <summary>Whether ten digits are an area and a number of North America: neither begins with 0 or 1, the area's middle digit is no 9.</summary>
    public static bool IsNorthAmerican(ReadOnlySpan<char> digits) =>
        digits.Length == 10 && digits[0] >= '2' && digits[1] != '9' && digits[3] >= '2'
        && digits[1..3] is not "11" && digits[4..6] is not "11";

    private static int CodeLength(ReadOnlySpan<char> digits) => digits[0] is '1' or '7' ? 1 : digits[..2] switch
    {
        "20" or "27" or "30" or "31" or "32" or "33" or "34" or "36" or "39" or "40" or "41" or "43" or "44" or "45" or "46" or "47" or "48"
            or "49" or "51" or "52" or "53" or "54" or "55" or "56" or "57" or "58" or "60" or "61" or "62" or "63" or "64" or "65" or "66"
            or "81" or "82" or "84" or "86" or "90" or "91" or "92" or "93" or "94" or "95" or "98" => 2,
        _ => 3,
    };

    private static (int Fewest, int Most) Lengths(int code) => code switch
    {
        1 or 7 or 30 or 90 or 91 or 57 or 98 => (10, 10),
        31 or 33 or 34 or 27 or 40 or 41 or 48 or 61 or 56 or 351 or 380 or 420 or 966 or 971 => (8, 9),
        45 or 47 or 65 or 852 => (8, 8),
        44 => (9, 10),
        52 or 54 or 55 or 86 => (10, 11),
        32 or 36 or 51 or 66 => (8, 9),
        81 or 82 or 84 => (8, 10),
        39 => (8, 11),
        43 or 49 => (7, 12),

        // No country has these.
        210 or 214 or 215 or 217 or 219 or 259 or (>= 271 and < 290) or (>= 292 and < 297)
            or 379 or 384 or 388 or 422 or (>= 424 and < 430) or (>= 693 and < 700) or (>= 801 and < 808) or (>= 830 and < 850) or 851 or 854 or 857 or 858 or 859
            or (>= 890 and < 900) or (>= 990 and < 992) or 997 or 999 or 969 or 978 => (1, 0),
        _ => (7, 12),
    };
}
