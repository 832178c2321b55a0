using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SalesByDay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Closed",
                table: "Opportunities");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Closed_State_AccountId_ProductId_Amount",
                table: "Opportunities",
                columns: new[] { "Closed", "State", "AccountId", "ProductId", "Amount" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Closed_State_AccountId_ProductId_Amount",
                table: "Opportunities");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Closed",
                table: "Opportunities",
                column: "Closed");
        }
    }
}
