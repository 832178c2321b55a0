using System.Globalization;
using Plumbline.Typing;

namespace Plumbline.Plans;

/// <summary>Someone typed something into a field.</summary>
/// <param name="Path">The field.</param>
/// <param name="Base">The canonical value that the person saw when typing.</param>
/// <param name="Typed">What was typed, as typed; empty clears the field.</param>
public sealed record PlanEdit(string Path, string Base, string Typed);

/// <summary>An edit that was not taken since someone else changed the same field; both values are canonical.</summary>
public sealed record EditConflict(PlanEdit Edit, string Theirs, string Mine);

/// <summary>An edit that was not taken since it cannot be read, in words.</summary>
public sealed record EditProblem(PlanEdit Edit, string Words);

/// <summary>What came of a number of edits; each is taken or not by itself.</summary>
/// <param name="Content">With the edits that were taken.</param>
/// <param name="Taken">The lines as they stand now, path and canonical value.</param>
/// <param name="Conflicts">Edits that met someone else's.</param>
/// <param name="Problems">Edits that cannot be read.</param>
public sealed record EditResult(
    PlanContent Content, IReadOnlyList<(string Path, string Value)> Taken, IReadOnlyList<EditConflict> Conflicts, IReadOnlyList<EditProblem> Problems);

/// <summary>Typed edits, field by field, so that two people who edit different fields both succeed.</summary>
public static class PlanEdits
{
    private const int LongestText = 4000;
    /// <summary>The largest number that a plan takes.</summary>
    public const decimal LargestNumber = 100_000_000_000m;

    /// <summary>Makes those of the <paramref name="edits"/> in <paramref name="content"/> that can be read and meet nobody else's.</summary>
    public static EditResult Apply(PlanContent content, IEnumerable<PlanEdit> edits)
    {
        List<(string, string)> taken = [];
        List<EditConflict> conflicts = [];
        List<EditProblem> problems = [];
        foreach (var edit in edits)
        {
            if (!TryRead(content, edit.Path, edit.Typed, out var mine, out var words))
            {
                problems.Add(new(edit, words));
                continue;
            }

            var theirs = PlanLines.Read(content, edit.Path);
            if (theirs != edit.Base && theirs != mine)
            {
                conflicts.Add(new(edit, theirs, mine));
                continue;
            }

            var place = PlanPlace.Find(content, edit.Path);
            if (mine != "" && IsOneTooMany(content, place))
            {
                problems.Add(new(edit, TooMany(place.Section)));
                continue;
            }

            try
            {
                content = PlanLines.Write(content, [(place, mine)]);
                taken.Add((edit.Path, mine));
            }
            catch (RefusedException refused)
            {
                problems.Add(new(edit, refused.Message)); // Each by itself it can be read, and the plan as a whole does not hold it.
            }
        }

        return new(content, taken, conflicts, problems);
    }

    /// <summary>The edits that delete a row: each of its fields as seen in <paramref name="seen"/> is cleared. A step takes its tactics with it.</summary>
    public static IReadOnlyList<PlanEdit> Deleting(PlanContent seen, PlanSection section, string key)
    {
        var form = PlanForm.Of(section);
        return
        [
            .. section == PlanSection.Steps ? ((AccountPlanContent)seen).TacticsOf(key).SelectMany(t => Deleting(seen, PlanSection.Tactics, t.Key)) : [],
            .. from field in form.Fields(seen.Period)
               let value = form.Read(seen, key, field)
               where value != ""
               select new PlanEdit(form.Path(key, field), value, ""),
        ];
    }

    /// <summary>Reads what was typed into a field.</summary>
    /// <param name="plan">A plan of the same kind and period.</param>
    /// <param name="path">The field.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="value">The canonical value.</param>
    /// <param name="words">Why it cannot be read; empty where it can.</param>
    /// <returns>Whether it can be read.</returns>
    public static bool TryRead(PlanContent plan, string path, string typed, out string value, out string words)
    {
        (value, words) = ("", "");
        if (PlanPlace.TryFind(plan, path) is not { } place)
        {
            words = "The plan has no such field.";
            return false;
        }

        typed = typed.ReplaceLineEndings("\n").Trim();
        if (typed == "")
        {
            return true;
        }

        switch (place.Field.Kind)
        {
            case PlanFieldKind.Text:
                (value, words) = (typed, typed.Length > LongestText ? $"This is {Said.Count(typed.Length)} characters long; {Said.Count(LongestText)} fit." : "");
                break;
            case PlanFieldKind.Day:
                value = TypedDay.TryRead(typed, plan.Period.FirstDay.AddMonths(plan.Period.Length / 2), out var day, out words) ? Canonical.Of(day) : "";
                break;
            case PlanFieldKind.Flag:
                value = typed.ToUpperInvariant() is "YES" or "Y" or "TRUE" or "ON" or "1" or "X" ? Canonical.Yes : "";
                break;
            case PlanFieldKind.Reference:
                (value, words) = long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? (Canonical.Of(id), "") : ("", "Choose one from the list.");
                break;
            case PlanFieldKind.Choice:
                value = place.Field.Choices.FirstOrDefault(c => c.Is(typed))?.Name ?? "";
                words = value == "" ? $"“{typed}” is none of these: {string.Join(", ", place.Field.Choices.Select(c => c.Label))}." : "";
                break;
            case PlanFieldKind.Row:
                (value, words) = Rows.IsKey(typed) ? (typed, "") : ("", "Choose one of the rows.");
                break;
            default:
                words = ReadNumber(place.Field.Kind, typed, out value);
                break;
        }

        return words == "";
    }

    /// <summary>That no more rows fit into a list.</summary>
    internal static string TooMany(SectionForm section) => $"{section.Label} has room for {PlanForm.MostRows:0} rows and no more. Delete one first.";

    private static bool IsOneTooMany(PlanContent content, PlanPlace place) =>
        place.Section.IsList && place.Section.Keys(content).ToList() is { Count: >= PlanForm.MostRows } keys && !keys.Contains(place.Key);

    private static string ReadNumber(PlanFieldKind kind, string typed, out string value)
    {
        value = "";
        decimal number;
        if (kind == PlanFieldKind.Percent ? !TypedNumber.TryReadShare(typed, out number) : !TypedNumber.TryRead(typed, out number))
        {
            return $"“{TypedText.Beginning(typed)}” is not a number that can be read. Write it as in {(kind == PlanFieldKind.Percent ? "60%" : "12500 or 12,500.50")}.";
        }

        number = Math.Round(number, 4, MidpointRounding.AwayFromZero);
        if (kind == PlanFieldKind.Percent && number is < 0 or > 1)
        {
            return "A share is from 0% to 100%.";
        }

        if (number < 0 && kind is PlanFieldKind.Money or PlanFieldKind.Count)
        {
            return "This cannot be negative.";
        }

        if (Math.Abs(number) > LargestNumber)
        {
            return "This number is too large.";
        }

        value = Canonical.Of(number);
        return "";
    }
}
