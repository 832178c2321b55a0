using Microsoft.AspNetCore.Components;

namespace Plumbline.Plans;

/// <summary>A card that a feature resting on plans puts beside each; null where it has nothing to say. Plans know none of them by name.</summary>
internal delegate Task<RenderFragment?> PlanAside(PlanView view, CancellationToken cancel);
