using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ActivitiesOfOpportunities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Activities_OpportunityId",
                table: "Activities");

            migrationBuilder.CreateIndex(
                name: "IX_Activities_OpportunityId_Date",
                table: "Activities",
                columns: new[] { "OpportunityId", "Date" },
                filter: "\"OpportunityId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Activities_OpportunityId_Date",
                table: "Activities");

            migrationBuilder.CreateIndex(
                name: "IX_Activities_OpportunityId",
                table: "Activities",
                column: "OpportunityId");
        }
    }
}
