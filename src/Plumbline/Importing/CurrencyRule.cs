using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline.Importing;

/// <summary>Keeps money in one currency: the company's, or else the one told, or else the one that all files name.</summary>
internal sealed class CurrencyRule(LandingRun run)
{
    private string? _seen;
    private bool _sawNone;

    /// <summary>Whether amounts came by of which neither the files nor the company say the currency; a sign that several share does not say it.</summary>
    public bool IsUnknown => run.Company.Currency is null && (_sawNone || (_seen is not null && !Currencies.Has(_seen)));

    /// <summary>Sets the company's currency where the person told it.</summary>
    public void Begin()
    {
        if (run.Options.Currency is null)
        {
            return;
        }

        var told = Currencies.Read(run.Options.Currency, "currency");
        Refuse.Unless(run.Company.Currency is null || run.Company.Currency == told, Refusal.Invalid, $"The company's currency is {run.Company.Currency}; amounts in {told} cannot be taken, because no rates are known.", "currency");
        Set(told);
    }

    /// <summary>Why an amount in this currency, by its code or by a sign, cannot be taken; null where it can.</summary>
    public string? Problem(string? currency)
    {
        if (string.IsNullOrEmpty(currency))
        {
            _sawNone = true;
            return null;
        }

        if (run.Company.Currency is { } ours)
        {
            return currency == ours || CurrencySigns.Both(currency, ours) is not null ? null : $"The amount is in {currency}, the company's currency is {ours}, and no rates are known. Give the amount in {ours}.";
        }

        if (!CurrencySigns.MayMean(currency).All(Currencies.Has))
        {
            return $"There is no currency {currency}. Write the three letters of ISO 4217, as in EUR.";
        }

        _seen ??= currency;
        if (_seen != currency)
        {
            _seen = CurrencySigns.Both(_seen, currency) ?? throw Several(_seen, currency);
        }

        return null;
    }

    /// <summary>Takes the currency that all files name as the company's.</summary>
    /// <returns>What to say about it; null where there is nothing to say.</returns>
    public string? Finish()
    {
        if (run.Company.Currency is null && _seen is not null && Currencies.Has(_seen))
        {
            Set(_seen);
            return $"The company's currency {(run.Options.IsDryRun ? "would be" : "is now")} {_seen}, as all files name it.";
        }

        return IsUnknown ? "No file says in which currency its amounts are, and the company's is not set. Set it under Administration." : null;
    }

    private static RefusedException Several(string one, string other)
    {
        var codes = string.Join(" or ", new[] { one, other }.Where(Currencies.Has).Select(code => $"--currency {code}"));
        return new(Refusal.Invalid, $"The files hold amounts in {one} and in {other}. Say which is the company's: {(codes.Length > 0 ? codes : "--currency and its three letters")}; rows in the other are then refused.", "currency");
    }

    private void Set(string currency)
    {
        if (run.Company.Currency != currency)
        {
            run.Changes.Add(nameof(Company), Company.TheOne, new Dictionary<string, ChangedValue> { [nameof(Company.Currency)] = new(run.Company.Currency, currency) });
            run.Company.Currency = currency;
            run.Company.Revision++;
        }
    }
}
