using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SalesByAccount : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_AccountId",
                table: "Opportunities");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_AccountId_State_Closed_ProductId_Amount",
                table: "Opportunities",
                columns: new[] { "AccountId", "State", "Closed", "ProductId", "Amount" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_AccountId_State_Closed_ProductId_Amount",
                table: "Opportunities");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_AccountId",
                table: "Opportunities",
                column: "AccountId");
        }
    }
}
