using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.People;
using Plumbline.Storage;

namespace Plumbline.Marketing;

/// <summary>Why a row is not taken.</summary>
/// <param name="Line">The file's line on which it begins.</param>
/// <param name="Why">In words.</param>
internal sealed record RefusedProgram(int Line, string Why);

/// <summary>What became of a file of programs. Where a row is refused nothing landed.</summary>
internal sealed record ProgramsTaken(int Added, int Changed, int Unchanged, IReadOnlyList<string> Unknown, IReadOnlyList<RefusedProgram> Refused);

/// <summary>
/// Takes a list of programs from a file, all of it or nothing. A column that is not there leaves what is in the catalogue; so does the day on which the terms were checked, since a file is no check.
/// Apart from the import of facts, which lands for every system that we know: this list is the company's own, and small.
/// </summary>
internal sealed class ProgramImport(PlumblineDb db, CurrentPerson me, OurCompany company, ProgramDesk desk)
{
    /// <summary>So many rows can be in a file.</summary>
    public const int MostRows = 2_000;

    private const string Field = "File";

    private static readonly Dictionary<string, Action<ProgramInput, ListCell>> _columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["vendor"] = (input, cell) => input.Vendor = cell.Text,
        ["program"] = (input, cell) => input.Name = cell.Text,
        ["kind"] = (input, cell) => input.Kind = KindOf(cell.Text),
        ["funds"] = (input, cell) => input.Funds = cell.Text,
        ["categories"] = (input, cell) => input.Categories = Listed(cell),
        ["share"] = (input, cell) => input.Share = ShareOf(cell),
        ["cap"] = (input, cell) => input.Cap = cell.Text,
        ["threshold"] = (input, cell) => input.Threshold = cell.Text,
        ["currency"] = (input, cell) => input.Currency = cell.Text,
        ["rate"] = (input, cell) => input.Rate = cell.Text,
        ["from"] = (input, cell) => input.From = cell.Text,
        ["until"] = (input, cell) => input.Until = cell.Text,
        ["eligible"] = (input, cell) => input.Eligible = cell.Text,
        ["region"] = (input, cell) => input.Region = cell.Text,
        ["families"] = (input, cell) => input.Families = Listed(cell),
        ["industries"] = (input, cell) => input.Industries = Listed(cell),
        ["apply"] = (input, cell) => input.Apply = cell.Text,
        ["approval"] = (input, cell) => input.NeedsApproval = YesOf(cell.Text),
        ["proof"] = (input, cell) => input.Proof = Listed(cell),
        ["claim days"] = (input, cell) => input.ClaimDays = cell.Text,
        ["grace days"] = (input, cell) => input.GraceDays = cell.Text,
        ["contact"] = (input, cell) => input.Contact = cell.Text,
        ["address"] = (input, cell) => input.Address = cell.Text,
        ["note"] = (input, cell) => input.Note = cell.Text,
    };

    /// <summary>The headers that are read, in the order in which a list has them.</summary>
    public static IEnumerable<string> Columns => _columns.Keys;

    /// <summary>Takes the file's programs: new ones are added, those of the same vendor and name are changed where they say something else.</summary>
    /// <exception cref="RefusedException">The file cannot be read, or has no column for vendor or program.</exception>
    public async Task<ProgramsTaken> Take(IFormFile? file, CancellationToken cancel)
    {
        await desk.RefuseOthers(cancel);
        return await Land(await ListFile.Read(file, MostRows + 1, Field, cancel), cancel);
    }

    private async Task<ProgramsTaken> Land(List<ListRow> rows, CancellationToken cancel)
    {
        var (ours, today) = (await desk.Ours(cancel), await company.Today(cancel));
        Refuse.Unless(rows.Count > 1, Refusal.Invalid, "There is no row below the headers.", Field);
        Refuse.Unless(rows.Count - 1 <= MostRows, Refusal.Invalid, $"These are more than {MostRows:0} programs. Send them in parts.", Field);
        var headers = rows[0].Cells.ConvertAll(c => string.Join(' ', c.Text.Split([' ', '_', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToLowerInvariant());
        foreach (var needed in new[] { "vendor", "program" })
        {
            Refuse.Unless(headers.Contains(needed), Refusal.Invalid, $"There is no column “{needed}”. The first line names the columns.", Field);
        }

        Refuse.Unless(headers.Where(_columns.ContainsKey).CountBy(h => h).All(h => h.Value == 1), Refusal.Invalid, "A column is there twice.", Field);
        var kept = await Kept(rows, headers, cancel);
        var read = kept.Values.ToDictionary(p => p.Id, p => p.Revision);
        var (refused, seen, result) = (new List<RefusedProgram>(), new Dictionary<string, int>(), new ProgramsTaken(0, 0, 0, [.. rows[0].Cells.Where((c, at) => c.Text != "" && !_columns.ContainsKey(headers[at])).Select(c => c.Text)], []));
        foreach (var row in rows.Skip(1))
        {
            try
            {
                var there = kept.GetValueOrDefault(KeyOf(row, headers));
                var terms = Read(row, headers, there, ours, today);
                Refuse.Unless(seen.TryAdd(MarketingProgram.KeyOf(terms.Vendor, terms.Name), row.Line), Refusal.Invalid, $"{terms.Vendor}, {terms.Name} is on line {seen.GetValueOrDefault(MarketingProgram.KeyOf(terms.Vendor, terms.Name)):0} already.");
                result = Put(terms, there, today) switch
                {
                    null => result with { Added = result.Added + 1 },
                    true => result with { Changed = result.Changed + 1 },
                    false => result with { Unchanged = result.Unchanged + 1 },
                };
            }
            catch (RefusedException why)
            {
                refused.Add(new(row.Line, why.Message));
            }
        }

        if (refused.Count > 0)
        {
            db.ChangeTracker.Clear();
            return result with { Added = 0, Changed = 0, Unchanged = 0, Refused = refused };
        }

        string[] keys = [.. seen.Keys];
        Refuse.Unless(
            await db.SaveUnlessThere(
                () => db.SaveChangesAsync(cancel),
                async () => (await db.Set<MarketingProgram>().Where(p => EF.Parameter(keys).Contains(p.Key)).Select(p => new { p.Id, p.Revision }).ToListAsync(cancel)).Exists(p => !read.TryGetValue(p.Id, out var revision) || revision != p.Revision)),
            Refusal.Conflict, "Somebody changed one of these programs at the same time. Send the file again.");
        return result;
    }

    /// <summary>The programs of the file that are in the catalogue, by key.</summary>
    private async Task<Dictionary<string, MarketingProgram>> Kept(List<ListRow> rows, List<string> headers, CancellationToken cancel)
    {
        string[] keys = [.. rows.Skip(1).Select(row => KeyOf(row, headers)).Distinct()];
        return await db.Set<MarketingProgram>().Include("_versions").Where(p => EF.Parameter(keys).Contains(p.Key)).ToDictionaryAsync(p => p.Key, cancel);
    }

    /// <returns>Whether it was changed; null where it was added.</returns>
    private bool? Put(ProgramTerms terms, MarketingProgram? there, DateOnly today)
    {
        if (there is null)
        {
            db.Add(new MarketingProgram(terms, me.Id, today));
            return null;
        }

        var versions = there.Versions.Count;
        there.Change(terms, me.Id, today);
        there.Revision += there.Versions.Count - versions;
        return there.Versions.Count > versions;
    }

    private static ProgramTerms Read(ListRow row, List<string> headers, MarketingProgram? there, string ours, DateOnly today)
    {
        var input = there is null ? new ProgramInput { Kind = nameof(ProgramKind.CoOp) } : ProgramInput.Of(there.Terms);
        foreach (var (at, header) in headers.Index())
        {
            if (_columns.TryGetValue(header, out var put))
            {
                put(input, row.At(at));
            }
        }

        var isSameCurrency = there is not null && string.Equals(input.Currency, there.Terms.Currency, StringComparison.OrdinalIgnoreCase);
        input.Rate = !headers.Contains("rate") && isSameCurrency ? ProgramWords.Rate(there!.Terms.Rate) : input.Rate;
        return input.Terms(ours, there?.Terms.CheckedOn, today);
    }

    private static string KeyOf(ListRow row, List<string> headers) => MarketingProgram.KeyOf(row.At(headers.IndexOf("vendor")).Text, row.At(headers.IndexOf("program")).Text);

    // Lists are parted by semicolons, or by lines within a cell.
    private static string Listed(ListCell cell) => ProgramWords.Lines(ProgramWords.Entries(cell.Text, ';'));

    // A workbook keeps 100% as the number 1, which typed by hand would be one hundredth.
    private static string ShareOf(ListCell cell) => cell is { IsTyped: true, Text: "1" } ? "100%" : cell.Text;

    private static string KindOf(string text)
    {
        var plain = Plain(text);
        return plain switch
        {
            "" or "coop" => nameof(ProgramKind.CoOp),
            "mdf" or "marketdevelopmentfunds" => nameof(ProgramKind.MarketDevelopment),
            _ => Array.Find(Enum.GetNames<ProgramKind>(), name => Plain(name) == plain) ?? Known(text),
        };

        static string Known(string text) => throw new RefusedException(Refusal.Invalid, $"“{text}” is no kind. There are: {string.Join(", ", Enum.GetValues<ProgramKind>().Select(ProgramWords.Of))}.");
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool YesOf(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "Y" or "TRUE" or "1" or "X" => true,
        "" or "NO" or "N" or "FALSE" or "0" => false,
        _ => throw new RefusedException(Refusal.Invalid, $"“{text}” is neither yes nor no: whether the vendor must say yes before."),
    };
}
