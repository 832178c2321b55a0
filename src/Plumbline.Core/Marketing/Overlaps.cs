namespace Plumbline.Marketing;

/// <summary>Which activities take place at the same time, so that they may take each other's guests.</summary>
public static class Overlaps
{
    /// <summary>For each activity those that share a day with it, the earliest first. What is called off takes nobody's guests.</summary>
    /// <returns>As many entries as activities, in their order.</returns>
    public static IReadOnlyList<IReadOnlyList<LocalActivity>> Of(IReadOnlyList<LocalActivity> activities)
    {
        var inOrder = activities.Where(a => !a.IsOff).OrderBy(a => a.First).ThenBy(a => a.Id).ToList();
        var found = activities.ToDictionary(a => a, _ => new List<LocalActivity>());
        for (var i = 0; i < inOrder.Count; i++)
        {
            // What begins after this one's last day, all that follows does, too.
            for (var j = i + 1; j < inOrder.Count && inOrder[j].First <= inOrder[i].Last; j++)
            {
                found[inOrder[i]].Add(inOrder[j]);
                found[inOrder[j]].Add(inOrder[i]);
            }
        }

        return [.. activities.Select(a => found[a].OrderBy(o => o.First).ThenBy(o => o.Id).ToList())];
    }
}
