using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Commitments;

/// <summary>The rule by which the words of a promise tell of activities: "3 visits to Kestrel" promises three of the type Visit.</summary>
public static class ActivitiesPromised
{
    /// <summary>No more than this is promised in one sentence: a larger number is a year, or an amount.</summary>
    private const int Most = 999;

    private static readonly string[] _numbers = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE"];

    /// <summary>How many activities of a type are promised: as many as the number before the type's name says, one where there is none, and nothing where the words do not name the type. One or several, "visit" or "visits", is the same.</summary>
    /// <param name="what">The promise in words.</param>
    /// <param name="type">The type's name.</param>
    public static int In(string what, string type)
    {
        var (words, name) = (Folded.Of(what).Split(' '), Folded.Of(type).Split(' '));
        for (var at = 0; at + name.Length <= words.Length; at++)
        {
            if (name.Zip(words[at..]).All(pair => IsSame(pair.First, pair.Second)))
            {
                return at == 0 ? 1 : Number(words[at - 1]);
            }
        }

        return 0;
    }

    private static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number is > 0 and <= Most ? number : 1
        : Array.IndexOf(_numbers, word) is >= 0 and var at ? at + 1
        : 1;

    private static bool IsSame(string name, string word) => name == word || name + "S" == word || name == word + "S";
}
