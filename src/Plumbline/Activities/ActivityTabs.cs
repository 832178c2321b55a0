using Plumbline.People;
using Plumbline.Ui;

namespace Plumbline.Activities;

/// <summary>Whose activities can be looked at, as tabs of the list and the calendar.</summary>
internal static class ActivityTabs
{
    /// <param name="ask">What is shown.</param>
    /// <param name="me">Who looks.</param>
    /// <param name="leads">Whether others report to them.</param>
    /// <param name="people">Everyone.</param>
    /// <param name="href">Where an ask leads.</param>
    public static List<PageLink> Of(ActivitiesAsk ask, long me, bool leads, Colleagues people, Func<ActivitiesAsk, string> href)
    {
        var first = ask with { Page = 1 };
        List<PageLink> tabs = [new("Yours", href(first with { Of = ActivitiesOf.Person, PersonId = me }), ask.Of == ActivitiesOf.Person && ask.PersonId == me)];
        if (leads)
        {
            tabs.Add(new("Your people's", href(first with { Of = ActivitiesOf.Line }), ask.Of == ActivitiesOf.Line));
        }

        tabs.Add(new("Everyone's", href(first with { Of = ActivitiesOf.Everyone }), ask.Of == ActivitiesOf.Everyone));
        if (ask.Of == ActivitiesOf.Person && ask.PersonId != me)
        {
            tabs.Add(new(people.NameOf(ask.PersonId), href(first), true));
        }

        return tabs;
    }
}
