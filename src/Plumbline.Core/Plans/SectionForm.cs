using System.Collections.Concurrent;
using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>The parts of plans: first those of a business plan, then those of an account plan.</summary>
public enum PlanSection
{
    /// <summary>What worked, what did not, what I stop.</summary>
    LastPeriod,

    /// <summary>The book at a glance.</summary>
    Market,

    /// <summary>The ten accounts that matter most, and the bench behind them.</summary>
    Named,

    /// <summary>Goals.</summary>
    Goals,

    /// <summary>Training needs.</summary>
    Training,

    /// <summary>Quota by month.</summary>
    Quotas,

    /// <summary>What the quota rests on.</summary>
    Assumptions,

    /// <summary>Target and stretch above the quota.</summary>
    Levels,

    /// <summary>Forecast by client and product.</summary>
    Forecast,

    /// <summary>Activity goals.</summary>
    Activities,

    /// <summary>Local marketing.</summary>
    Marketing,

    /// <summary>Obstacles and help needed.</summary>
    Obstacles,

    /// <summary>What is to be done better.</summary>
    Improvements,

    /// <summary>Commitments.</summary>
    Commitments,

    /// <summary>When the two look at the plan again.</summary>
    Review,

    /// <summary>What the account is to bring, and why it is worked.</summary>
    Aims,

    /// <summary>What matters to the customer.</summary>
    Customer,

    /// <summary>Key contacts.</summary>
    Contacts,

    /// <summary>Competition.</summary>
    Competition,

    /// <summary>Past successes.</summary>
    Successes,

    /// <summary>Our products against what they have.</summary>
    Whitespace,

    /// <summary>Where we are strong and weak with them, and what may come of it.</summary>
    Swot,

    /// <summary>The way.</summary>
    Strategy,

    /// <summary>The steps, five at most.</summary>
    Steps,

    /// <summary>The tactics under the steps.</summary>
    Tactics,

    /// <summary>Risks and help needed.</summary>
    Risks,
}

/// <summary>
/// How a section is laid out: its rows and their fields. Lines, edits, differences, the text that is signed and the page's form
/// all follow from it, so that a field is added in one place. A path is "section.field", in a list "section.key.field".
/// </summary>
public abstract class SectionForm
{
    private protected SectionForm(PlanSection section, string name, string label, bool isList) =>
        (Section, Name, Label, IsList) = (section, name, label, isList);

    /// <summary>Which section.</summary>
    public PlanSection Section { get; }

    /// <summary>The first part of its paths, as in "forecast".</summary>
    public string Name { get; }

    /// <summary>What it is called on the page.</summary>
    public string Label { get; }

    /// <summary>Whether it is a list of rows; else it is one row with the key "".</summary>
    public bool IsList { get; }

    /// <summary>The fields of each row of a plan for <paramref name="period"/>, in order.</summary>
    public abstract IReadOnlyList<PlanField> Fields(Period period);

    /// <summary>The keys of the rows that are there.</summary>
    public abstract IEnumerable<string> Keys(PlanContent content);

    /// <summary>What the row is called, as in a client's name; empty where nothing names it.</summary>
    public abstract string Title(PlanContent content, string key);

    /// <summary>The field's canonical value; empty where the row or the value is not there.</summary>
    public abstract string Read(PlanContent content, string key, PlanField field);

    /// <summary>Writes canonical values into a row, all at once.</summary>
    internal abstract PlanContent Write(PlanContent content, string key, IEnumerable<(PlanField Field, string Value)> values);

    internal abstract bool IsKey(Period period, string key);

    /// <summary>The field's path.</summary>
    public string Path(string key, PlanField field) => IsList ? $"{Name}.{key}.{field.Name}" : $"{Name}.{field.Name}";
}

internal sealed class SectionForm<TContent, T>(
    PlanSection section,
    string name,
    string label,
    bool isList,
    Func<TContent, IEnumerable<string>> keys,
    Func<Period, string, bool> isKey,
    Func<TContent, string, T> find,
    Func<TContent, T, TContent> put,
    Func<T, string> title,
    Func<Period, IReadOnlyList<PlanField<T>>> fields) : SectionForm(section, name, label, isList)
    where TContent : PlanContent
{
    /// <summary>Made once for each period: the same fields are read for every line.</summary>
    private readonly ConcurrentDictionary<Period, IReadOnlyList<PlanField<T>>> _fields = [];

    public override IReadOnlyList<PlanField> Fields(Period period) => _fields.GetOrAdd(period, fields);

    public override IEnumerable<string> Keys(PlanContent content) => keys((TContent)content);

    public override string Title(PlanContent content, string key) => title(find((TContent)content, key));

    public override string Read(PlanContent content, string key, PlanField field) => ((PlanField<T>)field).Read(find((TContent)content, key));

    internal override PlanContent Write(PlanContent content, string key, IEnumerable<(PlanField Field, string Value)> values) =>
        put((TContent)content, values.Aggregate(find((TContent)content, key), (row, v) => ((PlanField<T>)v.Field).Write(row, v.Value)));

    internal override bool IsKey(Period period, string key) => isKey(period, key);
}
