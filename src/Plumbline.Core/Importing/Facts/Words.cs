using System.Globalization;
using Plumbline.Companies;
using Plumbline.Pipeline;

namespace Plumbline.Importing.Facts;

/// <summary>What the words that systems use for stages and states mean.</summary>
public static class StageWords
{
    private static readonly HashSet<string> _won = new(
        [
            "won", "closedwon", "booked", "ordered",
            "gewonnen", "gewonnene", "beauftragt", // German and Dutch
            "gagné", "gagnée", "gagnés", "gagnées", "gagne", "gagnee", "remporté", "remportée", // French
            "ganado", "ganada", "ganados", "ganadas", "ganho", "ganha", "vinto", "vinta", "vinte", // Spanish, Portuguese, Italian
            "vundet", "vunnen", "vunnet", "voitettu", "wygrana", "wygrane", // Danish, Swedish, Norwegian, Finnish, Polish
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _lost = new(
        [
            "lost", "closedlost", "loss", "dead", "cancelled", "canceled", "disqualified", "abandoned", "omitted", "rejected", "declined",
            "verloren", "verlorene", "abgesagt", "abgelehnt", "storniert", "disqualifiziert",
            "perdu", "perdue", "perdus", "perdues", "abandonné", "abandonnée", "annulé", "annulée",
            "perdido", "perdida", "perdidos", "perdidas", "cancelado", "cancelada", "perso", "persa", "perse", "annullato", "annullata",
            "geannuleerd", "afgewezen", "tabt", "förlorad", "tapt", "hävitty", "przegrana", "przegrane",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _not = new(["not", "nicht", "kein", "keine", "non", "pas", "sin", "não", "niet", "ikke", "inte"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> _closed = new(
        [
            "closed", "geschlossen", "abgeschlossen", "fermé", "fermée", "ferme", "fermee", "clos", "clôturé", "clôturée", "cerrado", "cerrada", "chiuso", "chiusa", "fechado", "fechada", "gesloten", "afgesloten", "lukket", "avslutad", "zamknięte",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Won or lost where one of the words says so; null where none does, as where won is what it is not. Signs and digits say nothing.</summary>
    public static OpportunityState? StateOf(string text)
    {
        var words = WordsOf(text);
        var isNegated = false;
        foreach (var word in words)
        {
            // a win in a longer name may be one to come: "Verbal win", "Win plan"
            if (_won.Contains(word) || IsWin(word) && words.TrueForAll(w => IsWin(w) || _closed.Contains(w)))
            {
                return isNegated ? null : OpportunityState.Won;
            }

            isNegated |= _not.Contains(word);

            if (_lost.Contains(word))
            {
                return OpportunityState.Lost;
            }
        }

        return text.Contains("no decision", StringComparison.OrdinalIgnoreCase) ? OpportunityState.Lost : null;
    }

    /// <summary>Whether it says that it is over, and nothing else: not how.</summary>
    internal static bool IsClosed(string text) => WordsOf(text) is [var only] && _closed.Contains(only);

    private static bool IsWin(string word) => word.Equals("win", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its words, without signs and digits; "won't" is one, which says nothing of won.</summary>
    internal static List<string> WordsOf(string text)
    {
        List<string> words = [];
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && (char.IsLetter(text[at]) || (at > start && text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(text[start..at]);
            }
        }

        return words;
    }
}

/// <summary>What the words that systems use for the status of an order mean.</summary>
internal static class OrderWords
{
    private static readonly HashSet<string> _noSale = new(
        [
            "void", "voided", "quotation", "quote", "quoted", "draft", "rejected", "declined", "refunded", "returned", "expired", "reversed", "deleted",
            "storno", "angebot", "entwurf", "devis", "brouillon", "remboursé", "presupuesto", "borrador", "reembolsado", "offerte", "concept", "preventivo", "bozza",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a column for cancelled orders says so.</summary>
    public static bool IsYes(string? text) => text is not null && (text is "1" or "x" or "X" || text.Equals("yes", StringComparison.OrdinalIgnoreCase) || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("y", StringComparison.OrdinalIgnoreCase) || StateOf(text) is not null);

    private static readonly HashSet<string> _yetASale = new(["partial", "partially", "partly", "teilweise", "teil", "accepted", "approved", "converted", "confirmed", "angenommen", "accepté"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Lost where the order was cancelled, or is none yet; null where nothing says so.</summary>
    public static OpportunityState? StateOf(string status) =>
        status.Split([' ', '-', '_', '/', '(', ')', '.', ','], StringSplitOptions.RemoveEmptyEntries) is [var first, ..] words && !words.Any(_yetASale.Contains) && (_noSale.Contains(first) || StageWords.StateOf(status) == OpportunityState.Lost) ? OpportunityState.Lost : null;
}

/// <summary>What the words that systems use for the type of a document mean.</summary>
internal static class DocumentWords
{
    private static readonly string[] _credits = ["creditnote", "creditmemo", "gutschrift", "stornorechnung", "rechnungskorrektur", "notedecredit", "factureavoir", "notadecredito", "notadicredito", "notacredito", "facturarectificativa", "creditnota", "creditfactuur"];
    private static readonly HashSet<string> _creditWords = new(["refund", "refunds", "return", "returns", "avoir", "abono"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it takes back what was sold.</summary>
    public static bool IsCredit(string type) =>
        StageWords.WordsOf(type).Exists(_creditWords.Contains) || Header.Plain(type) is var plain && Array.Exists(_credits, c => plain.Contains(c, StringComparison.Ordinal));
}

/// <summary>Who is nobody, by what systems write where a record has no owner; who once was somebody is.</summary>
internal static class PersonWords
{
    private static readonly HashSet<string> _nobody =
    [
        "none", "unassigned", "notassigned", "unknown", "nobody", "noowner", "tbd", "tba", "vacant", "blank",
        "nichtzugewiesen", "niemand", "unbekannt", "ohnezuordnung", "nonattribue", "nonassigne", "inconnu", "sinasignar", "desconocido",
    ];

    /// <summary>The name; null where it is that of nobody.</summary>
    public static string? Somebody(string? name) => name is null || _nobody.Contains(Header.Plain(name)) ? null : name;
}

/// <summary>Whether an activity was done, by the words and numbers that systems use.</summary>
internal static class ActivityWords
{
    /// <summary>Why the row is left; null where it was done, or nothing says that it was not.</summary>
    public static string? WhyNotDone(string? state) => state is null ? null : Header.Plain(state) switch
    {
        "canceled" or "cancelled" or "canceledbyrequestor" or "2" => "cancelled in the source",
        "noshow" => "nobody came",
        "rescheduled" => "moved to another day in the source",
        "open" or "scheduled" or "planned" or "todo" or "notstarted" or "inprogress" or "waiting" or "waitingonsomeoneelse" or "deferred" or "pending" or "notdone" or "0" or "3" or "false" or "no" or "f" or "n" =>
            "not done yet in the source; imported again when they are, they count",
        _ => null,
    };
}

/// <summary>Currencies by the names that systems write out.</summary>
internal static class CurrencyWords
{
    private static readonly Dictionary<string, string> _codes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US Dollar"] = "USD",
        ["U.S. Dollar"] = "USD",
        ["United States Dollar"] = "USD",
        ["US$"] = "USD",
        ["Euro"] = "EUR",
        ["€"] = "EUR",
        ["Pound Sterling"] = "GBP",
        ["British Pound"] = "GBP",
        ["British Pound Sterling"] = "GBP",
        ["UK Pound"] = "GBP",
        ["£"] = "GBP",
        ["Swiss Franc"] = "CHF",
        ["Japanese Yen"] = "JPY",
        ["Yen"] = "JPY",
        ["Canadian Dollar"] = "CAD",
        ["Australian Dollar"] = "AUD",
        ["New Zealand Dollar"] = "NZD",
        ["Swedish Krona"] = "SEK",
        ["Norwegian Krone"] = "NOK",
        ["Danish Krone"] = "DKK",
        ["Polish Zloty"] = "PLN",
        ["Czech Koruna"] = "CZK",
        ["Hungarian Forint"] = "HUF",
        ["Russian Ruble"] = "RUB",
        ["Ukrainian Hryvnia"] = "UAH",
        ["Indian Rupee"] = "INR",
        ["Chinese Yuan"] = "CNY",
        ["Yuan Renminbi"] = "CNY",
        ["Brazilian Real"] = "BRL",
        ["R$"] = "BRL",
        ["Mexican Peso"] = "MXN",
        ["South African Rand"] = "ZAR",
        ["Singapore Dollar"] = "SGD",
        ["Hong Kong Dollar"] = "HKD",
        ["Turkish Lira"] = "TRY",
        ["UAE Dirham"] = "AED",
    };

    /// <summary>The ISO 4217 code, or a sign that several currencies share; null where the text names none.</summary>
    public static string? Code(string text) =>
        _codes.TryGetValue(text, out var code) ? code
        : CurrencySigns.Find(text) is { } sign ? sign
        : text.Length == 3 && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant()
        : text is [.., ' ', '(', _, _, _, ')'] ? text[^4..^1].ToUpper(CultureInfo.InvariantCulture)
        : null;

    /// <summary>
    /// The currency of a record whose amounts were read: that in which the amount's header ends, its own, that in brackets in the header, that beside the amounts, or the one that was told. What the row says in two ways must be
    /// the same; "amount_usd" is beside an amount in another currency, which the record names.
    /// </summary>
    public static string? Of(RowReader row, Field amount, string? told)
    {
        var column = row.ColumnOf(amount);
        var named = column?.CurrencyBehind ?? (row.Text(Field.Currency) is { } text ? Code(text) : null) ?? column?.HeaderCurrency;
        if (row.AmountsIn is not { } beside)
        {
            return named ?? told;
        }

        if (named is null)
        {
            return told is null ? beside : CurrencySigns.Both(told, beside) ?? beside;
        }

        if (CurrencySigns.Both(named, beside) is { } both)
        {
            return both;
        }

        row.Refuse($"The amounts of the row are in {beside}, and its currency is said to be {named}. Correct the one or the other.");
        return named;
    }
}

/// <summary>Whether business is new or existing, by the words that systems use for the type of a deal.</summary>
internal static class BusinessWords
{
    public static bool? IsNew(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.StartsWith("new", StringComparison.OrdinalIgnoreCase) || text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return text is "0" || text.StartsWith("existing", StringComparison.OrdinalIgnoreCase) || text.StartsWith("renew", StringComparison.OrdinalIgnoreCase) || text.StartsWith("up", StringComparison.OrdinalIgnoreCase)
            || text.Equals("false", StringComparison.OrdinalIgnoreCase) || text.Equals("no", StringComparison.OrdinalIgnoreCase)
            ? false
            : null;
    }
}
