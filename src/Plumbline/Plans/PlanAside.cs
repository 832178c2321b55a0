using Microsoft.AspNetCore.Components;

namespace Plumbline.Plans;

/// <summary>A card that a feature resting on plans puts beside each; null where it has nothing to say. Plans know none of them by name.</summary>
internal delegate Task<RenderFragment?> PlanAside(PlanView view, CancellationToken cancel);

/// <summary>
/// A card that a feature puts beside the quotas of each business plan, where it is read, talked about and written; null where it has nothing to say. It is no part of what is signed, nor of what is printed.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="content">What is read of it: a version, or a draft.</param>
/// <param name="other">What is weighed against it; null where nothing is.</param>
/// <param name="cancel">Gives up.</param>
internal delegate Task<RenderFragment?> QuotaAside(Plan plan, BusinessPlanContent content, NamedContent? other, CancellationToken cancel);

/// <summary>What a feature resting on plans has to say to one that is being written, beside what does not add up in it: offers, that keep nobody from signing.</summary>
/// <param name="plan">The plan.</param>
/// <param name="content">Its draft.</param>
/// <param name="cancel">Gives up.</param>
internal delegate Task<IReadOnlyList<Finding>> PlanOffers(Plan plan, PlanContent content, CancellationToken cancel);

internal static class QuotaAsides
{
    extension(IEnumerable<QuotaAside> asides)
    {
        /// <summary>The cards beside a plan's quotas, one read after the other; none beside those of an account plan, which has no quotas.</summary>
        public async Task<IReadOnlyList<RenderFragment>> Beside(Plan plan, PlanContent content, NamedContent? other, CancellationToken cancel)
        {
            var cards = new List<RenderFragment>();
            if (content is BusinessPlanContent business)
            {
                foreach (var aside in asides)
                {
                    if (await aside(plan, business, other, cancel) is { } card)
                    {
                        cards.Add(card);
                    }
                }
            }

            return cards;
        }
    }
}
