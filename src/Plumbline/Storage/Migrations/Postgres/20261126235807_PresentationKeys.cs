using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Plumbline.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PresentationKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Key",
                table: "Presentations",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Presentations_Key",
                table: "Presentations",
                column: "Key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Presentations_Key",
                table: "Presentations");

            migrationBuilder.DropColumn(
                name: "Key",
                table: "Presentations");
        }
    }
}
