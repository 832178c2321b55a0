using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Plumbline.Typing;
using Plumbline.Ui;

namespace Plumbline.Forecasting;

/// <summary>What may become of an open deal.</summary>
internal enum DealFate
{
    /// <summary>What is likely.</summary>
    Open,

    /// <summary>It is won in the period.</summary>
    Won,

    /// <summary>It is lost, or closes after the period.</summary>
    Gone,
}

/// <summary>
/// What somebody supposes, as it stands in the page's address: the fate and the amount of some of the open deals, and by how much more or less is begun than lately. Nothing of it is saved, unless somebody asks for it.
/// </summary>
internal sealed record WhatIf(IReadOnlyDictionary<long, (DealFate Fate, double? Value)> Deals, double Pace)
{
    /// <summary>How often as much may be begun, in percent.</summary>
    public const int MostPace = 500;

    private const double MostAmount = 1e12;
    private const int MostQuotas = 1000; // One deal of more is a slip of the keys, or of the currency.

    public static WhatIf None { get; } = new(new Dictionary<long, (DealFate, double?)>(), 100);

    /// <summary>That a deal is won.</summary>
    public static WhatIf Won(long deal) => None with { Deals = new Dictionary<long, (DealFate, double?)> { [deal] = (DealFate.Won, null) } };

    public bool IsAny => Pace != 100 || Deals.Count > 0;

    /// <summary>All of it as it stands in an address, with nothing that supposes nothing; empty where nothing is supposed.</summary>
    public string Supposed => string.Join('&', Deals.OrderBy(d => d.Key).SelectMany(d => (IEnumerable<string>)[Said("deal", d.Key, d.Value.Fate.ToString()), .. d.Value.Value is { } value ? [Said("amount", d.Key, Written(value))] : (string[])[]])
        .Concat(Pace == 100 ? [] : (string[])[$"pace={Written(Pace)}"]));

    /// <summary>Reads what was kept.</summary>
    public static WhatIf Read(string supposed) => Read(new QueryCollection(QueryHelpers.ParseQuery(supposed)));

    /// <summary>Reads it; what is no supposition is left out, what is no number refused.</summary>
    public static WhatIf Read(IQueryCollection query)
    {
        var deals = new Dictionary<long, (DealFate, double?)>();
        foreach (var (name, value) in query)
        {
            if (name.StartsWith("deal-", StringComparison.Ordinal) && long.TryParse(name[5..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            {
                var fate = Enum.TryParse<DealFate>(value.ToString(), ignoreCase: true, out var read) && Enum.IsDefined(read) ? read : DealFate.Open;
                var amount = Amount(query[Named("amount", id)].ToString(), Named("amount", id));
                if (fate != DealFate.Open || amount is not null)
                {
                    deals[id] = (fate, amount);
                }
            }
        }

        var pace = query["pace"].ToString() is { Length: > 0 } text ? Number(text, "pace") : 100;
        Refuse.Unless(pace is >= 0 and <= MostPace, Refusal.Invalid, $"The pace is a percentage from 0 to {MostPace}: 100 is as lately.", "pace");
        return new(deals, pace);
    }

    /// <summary>The same, where none of its amounts is beyond all sense beside the quota.</summary>
    /// <exception cref="RefusedException">One is.</exception>
    public WhatIf Beside(decimal quota, Figures money)
    {
        foreach (var (deal, (_, value)) in Deals)
        {
            Refuse.Unless(quota <= 0 || !(value > (double)quota * MostQuotas), Refusal.Invalid, $"This is more than {Figures.Count(MostQuotas)} times the quota of {money.Compact(quota)}. Write an amount that one deal may have.", Named("amount", deal));
        }

        return this;
    }

    /// <summary>The outlook under these suppositions.</summary>
    public Outlook Of(Outlook outlook)
    {
        var won = outlook.Open.Where(p => FateOf(p) == DealFate.Won).Sum(ValueOf);
        return outlook with
        {
            Won = outlook.Won + won,
            Open = [.. outlook.Open.Where(p => FateOf(p) == DealFate.Open).Select(p => Deals.TryGetValue(p.Id, out var what) && what.Value is { } value ? p with { Value = value, IsGuess = false } : p).Where(p => p.Value > 0)],
            Coming = outlook.Folded.Wins + ((outlook.Coming - outlook.Folded.Wins) * Pace / 100),
        };
    }

    /// <summary>All of it in words.</summary>
    /// <param name="nameOf">What a deal is called.</param>
    public string Words(Func<long, string> nameOf) => string.Join("; ", Deals.OrderBy(d => d.Key).Select(d => $"{nameOf(d.Key)} {d.Value.Fate switch { DealFate.Won => "is won", DealFate.Gone => "slips or is lost", _ => "stays as likely" }}{(d.Value.Value is { } value ? $", {Figures.Whole((decimal)value)}" : "")}")
        .Concat(Pace == 100 ? [] : (string[])[$"{Figures.Number((decimal)Pace)}% of the pace"]));

    public DealFate FateOf(Prospect deal) => Deals.TryGetValue(deal.Id, out var what) ? what.Fate : DealFate.Open;

    private double ValueOf(Prospect deal) => Deals.TryGetValue(deal.Id, out var what) && what.Value is { } value ? value : deal.Value;

    /// <summary>What the field of a deal is called, whatever minus people write.</summary>
    public static string Named(string field, long deal) => string.Create(CultureInfo.InvariantCulture, $"{field}-{deal}");

    /// <summary>With two places, and so as no reader takes the point for a mark of thousands.</summary>
    private static string Written(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Said(string field, long deal, string what) => $"{Named(field, deal)}={what}";

    private static double? Amount(string text, string field)
    {
        if (text.Trim().Length == 0)
        {
            return null;
        }

        var amount = Number(text, field);
        Refuse.Unless(amount is >= 0 and <= MostAmount, Refusal.Invalid, "An amount is from 0 to a thousand billions.", field);
        return amount;
    }

    private static double Number(string text, string field) =>
        TypedNumber.TryRead(text.Trim().TrimEnd('%'), out var number) ? (double)number : throw new RefusedException(Refusal.Invalid, $"“{TypedText.Beginning(text)}” is not a number.", field);
}
