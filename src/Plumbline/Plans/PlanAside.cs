using Microsoft.AspNetCore.Components;

namespace Plumbline.Plans;

/// <summary>A card that a feature resting on plans puts beside each; null where it has nothing to say. Plans know none of them by name.</summary>
internal delegate Task<RenderFragment?> PlanAside(PlanView view, CancellationToken cancel);

/// <summary>What a feature resting on plans has to say to one that is being written, beside what does not add up in it: offers, that keep nobody from signing.</summary>
/// <param name="plan">The plan.</param>
/// <param name="content">Its draft.</param>
/// <param name="cancel">Gives up.</param>
internal delegate Task<IReadOnlyList<Finding>> PlanOffers(Plan plan, PlanContent content, CancellationToken cancel);
