using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClosingIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_ExpectedClose_SalespersonId_Stage_ProductId_Amount",
                table: "Opportunities",
                columns: new[] { "ExpectedClose", "SalespersonId", "Stage", "ProductId", "Amount" },
                filter: "\"State\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_ExpectedClose_SalespersonId_Stage_ProductId_Amount",
                table: "Opportunities");
        }
    }
}
