using Plumbline.Fiscal;

namespace Plumbline.Plans;

/// <summary>What plans of one kind can say: every section and field, in the order in which they are read.</summary>
public sealed class PlanForm
{
    /// <summary>How many rows fit in a list: what two people can still read through.</summary>
    public const int MostRows = 500;

    private PlanForm(string name, IReadOnlyList<SectionForm> sections) => (Name, Sections) = (name, sections);

    /// <summary>The form of a business plan.</summary>
    public static PlanForm Business { get; } = new("plan 1", BusinessPlanForm.Sections);

    /// <summary>The form of an account plan.</summary>
    public static PlanForm Account { get; } = new("account plan 1", AccountPlanForm.Sections);

    /// <summary>Begins the text that is signed, for ever: a form whose texts would read otherwise takes another name.</summary>
    public string Name { get; }

    /// <summary>The sections.</summary>
    public IReadOnlyList<SectionForm> Sections { get; }

    /// <summary>The section's form.</summary>
    public static SectionForm Of(PlanSection section) => (section < PlanSection.Aims ? Business : Account).Sections.First(s => s.Section == section);

    /// <summary>The section of this name; null where the form has none.</summary>
    public SectionForm? Find(string name) => Sections.FirstOrDefault(s => s.Name == name);

    /// <summary>The place that <paramref name="path"/> names in a plan of this period; its row need not be there yet. Null where there is no such place.</summary>
    public PlanPlace? Find(Period period, string path)
    {
        if (Find(path.Split('.', 2)[0]) is not { } section)
        {
            return null;
        }

        var parts = path.Split('.', section.IsList ? 3 : 2);
        var key = section.IsList && parts.Length > 1 ? parts[1] : "";
        var field = section.Fields(period).FirstOrDefault(f => f.Name == parts[^1]);
        return parts.Length == (section.IsList ? 3 : 2) && section.IsKey(period, key) && field is not null ? new(section, key, field) : null;
    }
}

/// <summary>Makes the sections of a form whose plans say <typeparamref name="TContent"/>.</summary>
internal static class SectionsOf<TContent>
    where TContent : PlanContent
{
    public static SectionForm One<T>(
        PlanSection section, string name, string label, Func<TContent, T> get, Func<TContent, T, TContent> put, PlanField<T>[] fields) =>
        new SectionForm<TContent, T>(section, name, label, isList: false, _ => [""], (_, key) => key == "", (c, _) => get(c), put, _ => "", _ => fields);

    public static SectionForm List<T>(
        PlanSection section,
        string name,
        string label,
        Func<TContent, Rows<T>> get,
        Func<TContent, Rows<T>, TContent> put,
        Func<string, T> blank,
        Func<T, string> title,
        PlanField<T>[] fields)
        where T : class, IPlanRow =>
        new SectionForm<TContent, T>(section, name, label, isList: true, c => get(c).Select(r => r.Key), (_, key) => Rows.IsKey(key),
            (c, key) => get(c).Find(key) ?? blank(key), (c, row) => put(c, get(c).With(row)), title, _ => fields);
}
