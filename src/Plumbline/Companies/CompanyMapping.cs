using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Companies;

internal sealed class CompanyMapping : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Revision).IsConcurrencyToken();
        builder.HasData(new { Id = Company.TheOne, Name = "", FirstMonth = 1, FirstDayOfWeek = DayOfWeek.Monday, TimeZone = "UTC", BookingsFrom = BookingsFrom.WonOpportunities, SplitsNewBusiness = false, WantedChance = 0.80m, PaymentDays = 30, ValidationPolicy = ValidationPolicy.Warn, HidesAttainmentOnBoard = false, KeptHere = OpportunityFields.None, Revision = 0 });
        builder.Ignore(c => c.FiscalYear);
    }
}
