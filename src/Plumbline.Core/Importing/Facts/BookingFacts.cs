using System.Globalization;
using Plumbline.Pipeline;

namespace Plumbline.Importing.Facts;

/// <summary>Reads orders and invoices.</summary>
internal sealed class BookingFacts(RowReader row, ReadingHints hints)
{
    // shares are often rounded to a hundredth of a percent
    private const decimal Tolerance = 0.0005m;
    private readonly Dictionary<string, int> _linesOfOrder = [];
    private readonly Dictionary<string, bool> _isCredit = [];
    private readonly Dictionary<(string?, string?), IReadOnlyList<CreditRow>> _whole = [];

    public FactRow? Read()
    {
        if (row.Date(Field.Date) is not { } date)
        {
            row.Refuse($"{row.ColumnOf(Field.Date)?.Header ?? "Date"}: the row has no date. Fill in the day of the order or invoice.");
            return null;
        }

        var quantity = row.Number(Field.Quantity);
        if ((row.Number(Field.Revenue) ?? (quantity * row.Number(Field.UnitPrice) * (1 - Discount()))) is not { } amount)
        {
            row.Refuse($"{row.ColumnOf(Field.Revenue)?.Header ?? "Revenue"}: the row has no amount. Fill in the revenue.");
            return null;
        }

        // a credit note whose amount is written without a minus takes back all that its row says, whichever of it has one
        var isCredit = amount > 0 && row.Text(Field.DocumentType) is { } type && IsCredit(type);
        var product = row.Reference(Field.ProductId, Field.Product);
        var unitCost = row.Number(Field.UnitCost);
        var credits = Credits();
        var isNone = row.Text(Field.State) is { } status && (hints.Stages.StateOf(status) ?? OrderWords.StateOf(status)) == OpportunityState.Lost || OrderWords.IsYes(row.Text(Field.IsCancelled));
        return new BookingRow(
            row.Line, Id(product), date, row.Reference(Field.AccountId, Field.Account), product, credits, Back(amount)!.Value, Back(row.Number(Field.Cost) ?? (unitCost * quantity)), unitCost,
            Back(row.Number(Field.Margin)), Back(quantity), row.Text(Field.Territory), CurrencyWords.Of(row, Field.Revenue, hints.Currency), BusinessWords.IsNew(row.Text(Field.NewBusiness)))
        {
            Team = PersonWords.Somebody(row.Text(Field.Team)),
            IsCancelled = isNone,
        };

        decimal? Back(decimal? number) => isCredit && number > 0 ? -number : number;
    }

    /// <summary>The share that is taken off the price; none where the column may be one of amounts, or of words: it says percent, or all of it are fractions.</summary>
    private decimal Discount()
    {
        if (row.ColumnOf(Field.Discount) is not { HeaderCurrency: null, Numbers: { AreAmounts: false } numbers } column
            || !(numbers.HasPercent || column.SaysPercent || (numbers.HasFraction && !numbers.IsAboveOne))
            || !NumberText.TryParse(row.Cells[column.Index], row.Cells.IsTyped(column.Index) ? DecimalMark.Point : column.Mark, out var discount))
        {
            return 0;
        }

        var share = numbers.HasFraction && !numbers.HasPercent && !numbers.IsAboveOne ? discount : discount / 100;
        return share is >= 0 and <= 1 ? share.Value : 0;
    }

    private bool IsCredit(string type)
    {
        if (!_isCredit.TryGetValue(type, out var isCredit))
        {
            _isCredit[type] = isCredit = DocumentWords.IsCredit(type);
        }

        return isCredit;
    }

    /// <summary>The file's id; else order and line; else order, product and the how-manieth of that product in the order.</summary>
    private string? Id(Reference product)
    {
        if (row.Text(Field.Id) is { } id)
        {
            return id;
        }

        if (row.Text(Field.OrderNumber) is not { } order)
        {
            return null;
        }

        if (row.Text(Field.OrderLine) is { } line)
        {
            return $"{order}-{line}";
        }

        var key = $"{order}-{product.Id ?? product.Name}";
        var times = _linesOfOrder.GetValueOrDefault(key) + 1;
        _linesOfOrder[key] = times;
        return times == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}-{times}");
    }

    private IReadOnlyList<CreditRow> Credits()
    {
        var first = row.Reference(Field.SalespersonId, Field.Salesperson);
        var second = row.Has(Field.Salesperson2) ? row.Text(Field.Salesperson2) : null;
        var third = row.Has(Field.Salesperson3) ? row.Text(Field.Salesperson3) : null;
        if (first.IsEmpty)
        {
            row.Refuse($"{row.ColumnOf(Field.Salesperson)?.Header ?? row.ColumnOf(Field.SalespersonId)?.Header ?? "Salesperson"}: the row does not say whose booking it is. Fill in the salesperson.");
            return [];
        }

        if (second is null && third is null)
        {
            if (row.Number(Field.Share) is { } only && only is not (1 or 100))
            {
                row.Refuse($"{row.ColumnOf(Field.Share)!.Header}: the shares add up to {Show(only)}, not to the whole. Name everyone who has a share.");
            }

            if (first.Name is { } text && (text.Contains(';', StringComparison.Ordinal) || text.Contains('|', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal)))
            {
                return Listed(text);
            }

            if (!_whole.TryGetValue((first.Id, first.Name), out var whole))
            {
                whole = [new(first, 1)];
                _whole[(first.Id, first.Name)] = whole;
            }

            return whole;
        }

        List<(Reference, decimal?)> shares = [(first, row.Number(Field.Share))];
        if (second is not null)
        {
            shares.Add((new(null, second), row.Number(Field.Share2)));
        }

        if (third is not null)
        {
            shares.Add((new(null, third), row.Number(Field.Share3)));
        }

        return Weigh(shares, row.ColumnOf(Field.Share)?.Header ?? "Share");
    }

    /// <summary>Reads "Anna 60%; Ben 40%".</summary>
    private CreditRow[] Listed(string text)
    {
        var shares = new List<(Reference, decimal?)>();
        var separators = text.Contains(';', StringComparison.Ordinal) ? ";" : text.Contains('|', StringComparison.Ordinal) ? "|" : ",";
        foreach (var part in text.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.TrimEnd("%0123456789., \u00A0)".ToCharArray());
            var number = part[name.Length..].Trim(' ', '%', ')', '\u00A0');
            var mark = number.Contains(',', StringComparison.Ordinal) ? DecimalMark.Comma : DecimalMark.Point;
            shares.Add((new(null, name.TrimEnd(' ', ':', '=', '(', '-')), number.Length > 0 && NumberText.TryParse(number, mark, out var share) ? share : null));
        }

        return Weigh(shares, row.ColumnOf(Field.Salesperson)!.Header);
    }

    private CreditRow[] Weigh(List<(Reference Who, decimal? Share)> shares, string header)
    {
        if (shares.Count == 1 && shares[0].Share is null)
        {
            return [new(shares[0].Who, 1)];
        }

        if (shares.Any(s => s.Share is null || s.Who.IsEmpty))
        {
            row.Refuse($"{header}: several people share this booking, but not everyone's share is given. Write it as in \"Anna 60%; Ben 40%\".");
            return [];
        }

        var sum = shares.Sum(s => s.Share!.Value);
        var unit = Math.Abs(sum - 100) <= Tolerance * 100 ? 100 : 1;
        if (unit == 1 && Math.Abs(sum - 1) > Tolerance)
        {
            row.Refuse($"{header}: the shares add up to {Show(sum)}, not to 100% or 1. Correct them.");
            return [];
        }

        var credits = shares.Select(s => new CreditRow(s.Who, s.Share!.Value / unit)).ToArray();
        credits[0] = credits[0] with { Share = 1 - credits.Skip(1).Sum(c => c.Share) };
        return credits;
    }

    private static string Show(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
