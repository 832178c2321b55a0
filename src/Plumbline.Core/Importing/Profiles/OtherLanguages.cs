namespace Plumbline.Importing.Profiles;

/// <summary>The headers of sales facts in German, French and Spanish, and the commonest in Dutch, Italian, Portuguese, Polish and the Nordic languages, beside the English ones of tables of no particular system.</summary>
internal static class OtherLanguages
{
    private const string Seller = "Verkäufer|Verkaeufer|Vertriebsmitarbeiter|Vertriebler|Besitzer|Inhaber|Zuständig|Verantwortlich|Verantwortlicher|Außendienst|Vendeur|Propriétaire|Responsable|Vendedor|Vendedora|Comercial|Propietario|Commercial|Accountmanager|Verkoper|Venditore|Agente|Responsável|Selger|Säljare|Sælger|Myyjä|Handlowiec|Opiekun|Opportunity-Inhaber|Opportunity-Besitzer|Deal-Inhaber|Propriétaire de l'opportunité|Propriétaire de la transaction|Propietario de oportunidad|Propietario de la oportunidad|Propietario del negocio|Proprietario|Proprietario opportunità|Titolare opportunità|Eigenaar|Opportunity-eigenaar|Dealeigenaar|Proprietário da oportunidade|Proprietário do negócio";
    private const string Customer = "Kunde|Kundenname|Firma|Unternehmen|Konto|Kontoname|Compte|Nom du compte|Nom du client|Société|Entreprise|Cliente|Nombre del cliente|Cuenta|Nombre de la cuenta|Empresa|Klant|Bedrijf|Azienda|Kund|Asiakas|Klient|Firma klienta|Nome do cliente|Potenzieller Kunde|Client potentiel|Nombre de cuenta|Cliente potencial|Nome account|Accountnaam|Conta|Nome da conta";
    private const string CustomerId = "Kundennummer|Kunden-Nr|Kunden-ID|Numéro client|Numéro de client|Code client|Número de cliente|Código de cliente";
    private const string Goods = "Produkt|Produktname|Artikel|Leistung|Produit|Nom du produit|Article|Producto|Nombre del producto|Artículo|Prodotto|Produto|Tuote";
    private const string GoodsId = "Artikelnummer|Artikel-Nr|Produktnummer|Référence produit|Code produit|Código de producto|Referencia";
    private const string Money = "Währung|Devise|Moneda|Divisa|Valuta|Moeda|Waluta|Valuutta";

    private static readonly Dictionary<FactKind, Dictionary<Field, string>> _headers = new()
    {
        [FactKind.Opportunity] = new()
        {
            [Field.Id] = "Verkaufschancen-ID|Verkaufschancennummer|Numéro d'opportunité|ID opportunité|Número de oportunidad|ID oportunidad|N° affaire|N° d'affaire|Verkoopkansnummer|Nummer|Numero opportunità|Número do negócio|Nr szansy|Datensatz-ID|ID de fiche d'informations",
            [Field.Name] = "Verkaufschance|Verkaufschancenname|Name der Verkaufschance|Bezeichnung|Thema|Betreff|Projekt|Titel|Opportunité|Nom de l'opportunité|Affaire|Nom de l'affaire|Sujet|Titre|Oportunidad|Nombre de la oportunidad|Negocio|Nombre del negocio|Asunto|Verkoopkans|Opportunità|Nome opportunità|Oportunidade|Negócio|Nome do negócio|Salgsmulighet|Säljmöjlighet|Affär|Salgsmulighed|Myyntimahdollisuus|Szansa|Szansa sprzedaży|Nazwa szansy|Nom de la transaction|Nombre de oportunidad|Dealnaam|Nome da oportunidade",
            [Field.AccountId] = CustomerId,
            [Field.Account] = Customer,
            [Field.ProductId] = GoodsId,
            [Field.Product] = Goods,
            [Field.Salesperson] = Seller,
            [Field.Stage] = "Verkaufsphase|Vertriebsphase|Stufe|Étape|Étape de vente|Etapa|Etapa de venta|Fase|Verkoopfase|Stadium|Stadio|Steg|Fas|Vaihe|Etap|Deal-Phase|Phase de la transaction|Etapa del negocio|Dealfase|Etapa do negócio",
            [Field.State] = "Ergebnis|Ausgang|Statut|État|Résultat|Estado|Resultado|Esito|Stato|Situação|Wynik|Resultat|Tila",
            [Field.Amount] = "Betrag|Umsatz|Wert|Volumen|Auftragswert|Angebotssumme|Erwarteter Umsatz|Geschätzter Umsatz|Montant|Valeur|Montant estimé|Chiffre d'affaires|Importe|Monto|Valor|Importe estimado|Ingresos estimados|Montant HT|Montant TTC|Bedrag|Waarde|Omzet|Importo|Valore|Fatturato|Valor estimado|Beløp|Verdi|Belopp|Värde|Beløb|Summa|Arvo|Wartość|Kwota|Gesch. Umsatz|Ingresos est.|Ammontare",
            [Field.WonAmount] = "Tatsächlicher Umsatz|Ingresos reales|Werkelijke omzet",
            [Field.Currency] = Money,
            [Field.Probability] = "Wahrscheinlichkeit|Abschlusswahrscheinlichkeit|Probabilité|Probabilidad|Waarschijnlijkheid|Probabilità|Probabilidade|Sannsynlighet|Sannolikhet|Sandsynlighed|Todennäköisyys|Prawdopodobieństwo|Deal-Wahrscheinlichkeit|Probabilité de la transaction",
            [Field.Opened] = "Angelegt am|Angelegt|Anlagedatum|Erstellt am|Erstellt|Erstellungsdatum|Erfasst am|Eröffnet am|Date de création|Créé le|Créée le|Date d'ouverture|Fecha de creación|Creado el|Creada el|Fecha de apertura|Aangemaakt op|Aanmaakdatum|Aangemaakt|Data creazione|Creato il|Data di creazione|Criado em|Data de criação|Opprettet|Skapad|Oprettet|Luotu|Data utworzenia|Utworzono|Erstelldatum|Gemaakt op",
            [Field.ExpectedClose] = "Erwarteter Abschluss|Voraussichtlicher Abschluss|Geplanter Abschluss|Erwartetes Abschlussdatum|Geschätztes Abschlussdatum|Clôture prévue|Date de clôture prévue|Date de clôture estimée|Cierre previsto|Fecha de cierre prevista|Fecha de cierre estimada|Verwachte sluitingsdatum|Chiusura prevista|Data chiusura prevista|Fechamento previsto|Data de fechamento prevista|Forventet lukkedato|Förväntat avslut|Planowana data zamknięcia|Gesch. Abschlussdatum|Fecha de cierre est.|Geschatte sluitingsdatum",
            [Field.Closed] = "Abgeschlossen am|Geschlossen am|Tatsächliches Abschlussdatum|Clôturé le|Clôturée le|Date de clôture réelle|Cerrado el|Cerrada el|Fecha de cierre real|Chiuso il|Fechado em|Concluído em|Afgesloten op|Lukket|Avslutad|Zamknięto",
            [Field.CloseDate] = "Abschlussdatum|Abschluss|Abschluss am|Date de clôture|Fecha de cierre|Sluitingsdatum|Afsluitdatum|Data chiusura|Data di chiusura|Data de fechamento|Lukkedato|Avslutsdatum|Sulkemispäivä|Data zamknięcia|Schlusstermin|Date de fermeture|Data de fecho",
            [Field.Reason] = "Grund|Verlustgrund|Statusgrund|Raison|Motif|Motif de perte|Motivo|Motivo de pérdida|Grund für Verlust|Raison de la perte|Motivo perdita|Motivo della perdita|Reden van verlies|Motivo da perda",
        },
        [FactKind.Booking] = new()
        {
            [Field.OrderNumber] = "Rechnungsnummer|Rechnungs-Nr|Auftragsnummer|Auftrags-Nr|Belegnummer|Numéro de facture|Numéro de commande|Número de factura|Número de pedido|Auftragsnr|Bestellnummer|Factuurnummer|Ordernummer|Numero fattura|Numero ordine|Número da fatura|Número do pedido|Fakturanummer|Numer faktury|Numer zamówienia",
            [Field.Date] = "Datum|Rechnungsdatum|Auftragsdatum|Buchungsdatum|Belegdatum|Date de facture|Date de commande|Fecha|Fecha de factura|Fecha de pedido|Factuurdatum|Orderdatum|Data fattura|Data ordine|Data da fatura|Data do pedido|Data|Fakturadato|Fakturadatum|Ordredato|Data faktury|Data zamówienia",
            [Field.AccountId] = CustomerId,
            [Field.Account] = Customer,
            [Field.ProductId] = GoodsId,
            [Field.Product] = Goods,
            [Field.Salesperson] = Seller,
            [Field.Revenue] = "Umsatz|Nettoumsatz|Betrag|Nettobetrag|Rechnungsbetrag|Montant|Montant HT|Chiffre d'affaires|Importe|Importe neto|Ingresos|Ventas|Netto|Nettowert|Omzet|Bedrag|Nettobedrag|Importo|Imponibile|Fatturato|Valor|Valor líquido|Beløp|Belopp|Omsetning|Kwota netto|Wartość netto|Wartość",
            [Field.Cost] = "Kosten|Einstandswert|Coût|Coûts|Coste|Costes|Costo",
            [Field.Margin] = "Deckungsbeitrag|Rohertrag|Marge|Marge brute|Margen|Margen bruto|Beneficio",
            [Field.Quantity] = "Menge|Anzahl|Quantité|Cantidad|Aantal|Quantità|Quantidade|Antall|Antal|Ilość",
            [Field.UnitPrice] = "Einzelpreis|Stückpreis|Prix unitaire|Precio unitario",
            [Field.Discount] = "Rabatt|Remise|Descuento|Sconto|Korting|Desconto",
            [Field.DocumentType] = "Belegart|Belegtyp|Dokumenttyp|Rechnungsart|Type de document|Type de pièce|Tipo de documento|Tipo documento|Documenttype",
            [Field.Currency] = Money,
        },
        [FactKind.Target] = new()
        {
            [Field.Salesperson] = Seller,
            [Field.Revenue] = "Ziel|Umsatzziel|Soll|Vorgabe|Objectif|Objectif de CA|Objectif commercial|Objetivo|Objetivo de ventas|Cuota|Meta|Doel|Doelstelling|Target omzet|Obiettivo|Mål|Cel",
            [Field.Currency] = Money,
            [Field.From] = "Von|Ab|Beginn|Début|Desde|Inicio",
            [Field.To] = "Bis|Ende|Fin|Hasta",
            [Field.Year] = "Jahr|Geschäftsjahr|Année|Exercice|Año|Ejercicio",
            [Field.Quarter] = "Quartal|Trimestre",
            [Field.Month] = "Monat|Mois|Mes",
            [Field.Period] = "Zeitraum|Periode|Période|Periodo",
        },
    };

    /// <summary>The table with these headers behind its own.</summary>
    public static SourceTable Added(SourceTable table) => table.Kind is { } kind && _headers.TryGetValue(kind, out var words)
        ? table with { Fields = [.. table.Fields.Select(f => words.TryGetValue(f.Field, out var more) ? (f.Field, $"{f.Headers}|{more}") : f)] }
        : table;
}
