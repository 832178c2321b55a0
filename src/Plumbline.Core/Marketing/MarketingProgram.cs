namespace Plumbline.Marketing;

/// <summary>The terms of a program as they were from a day on.</summary>
public sealed class ProgramVersion
{
    internal ProgramVersion(int number, ProgramTerms terms, long by, DateOnly on) => (Number, Terms, By, On) = (number, terms, by, on);

    private ProgramVersion() => Terms = null!;

    /// <summary>Counts from 1.</summary>
    public int Number { get; private set; }

    /// <summary>What they said.</summary>
    public ProgramTerms Terms { get; private set; }

    /// <summary>Who put them down.</summary>
    public long By { get; private set; }

    /// <summary>The company's day since which they hold.</summary>
    public DateOnly On { get; private set; }
}

/// <summary>A vendor's program in the catalogue. Its terms change by versions: an activity keeps those under which it was planned.</summary>
public sealed class MarketingProgram
{
    private readonly List<ProgramVersion> _versions = [];

    /// <summary>Puts one into the catalogue.</summary>
    /// <param name="terms">Its terms.</param>
    /// <param name="by">Who does.</param>
    /// <param name="on">The company's day.</param>
    /// <exception cref="RefusedException">The terms cannot be.</exception>
    public MarketingProgram(ProgramTerms terms, long by, DateOnly on)
    {
        terms.RefuseUnfit();
        (Terms, Key) = (terms, KeyOf(terms.Vendor, terms.Name));
        _versions.Add(new(1, terms, by, on));
    }

    private MarketingProgram() => (Terms, Key) = (null!, "");

    /// <summary>The database's number; 0 until saved.</summary>
    public long Id { get; private set; }

    /// <summary>Vendor and name, folded: there is one program of a name.</summary>
    public string Key { get; private set; }

    /// <summary>The terms that hold now.</summary>
    public ProgramTerms Terms { get; private set; }

    /// <summary>Whether nothing new is planned under it.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Counts the changes, so that two people who save at once are told.</summary>
    public int Revision { get; set; }

    /// <summary>What the terms were, the first first; the last holds.</summary>
    public IReadOnlyList<ProgramVersion> Versions => _versions;

    /// <summary>The key of a vendor's program.</summary>
    public static string KeyOf(string vendor, string name) => $"{Typing.Folded.Name(vendor)}/{Typing.Folded.Name(name)}";

    /// <summary>The terms are others from now on. Where they say the same, nothing is written.</summary>
    /// <exception cref="RefusedException">The terms cannot be.</exception>
    public void Change(ProgramTerms terms, long by, DateOnly on)
    {
        terms.RefuseUnfit();
        if (terms.Equals(Terms))
        {
            return;
        }

        (Terms, Key) = (terms, KeyOf(terms.Vendor, terms.Name));
        _versions.Add(new(_versions.Count + 1, terms, by, on));
    }

    /// <summary>Nothing new is planned under it, or again; what was planned goes on.</summary>
    public void Retire(bool isRetired) => IsRetired = isRetired;
}
