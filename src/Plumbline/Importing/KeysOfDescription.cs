using System.Globalization;

namespace Plumbline.Importing;

/// <summary>The keys of opportunities that say the same of themselves: the description, and behind the first of them a number.</summary>
/// <param name="description">What they say.</param>
/// <param name="taken">Their keys until now.</param>
internal sealed class KeysOfDescription(string description, IEnumerable<string> taken)
{
    /// <summary>Stands before the number.</summary>
    public const string NumberMark = "|#";

    private readonly HashSet<string> _taken = [.. taken];
    private int _next = 1;

    /// <summary>The description of a key.</summary>
    public static string Of(string key) =>
        key.LastIndexOf(NumberMark, StringComparison.Ordinal) is >= 0 and var mark && key.AsSpan(mark + NumberMark.Length) is { IsEmpty: false } number && !number.ContainsAnyExceptInRange('0', '9') ? key[..mark] : key;

    /// <summary>A key that none has yet.</summary>
    public string Next()
    {
        for (; ; _next++)
        {
            var key = _next == 1 ? description : string.Create(CultureInfo.InvariantCulture, $"{description}{NumberMark}{_next}");
            if (_taken.Add(key))
            {
                return key;
            }
        }
    }
}
