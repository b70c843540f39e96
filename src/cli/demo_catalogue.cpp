#include "cli/demo_catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/ensure.h"
#include "cli/demo_random.h"

namespace vuelve::cli {
namespace {

/// Fifteen articles: five or fifteen names, times the variants.
struct ShelfPlan {
    std::string_view category, prefix;
    std::string_view names;     // separated by |
    std::string_view variants;  // separated by |; "kg" = sold by weight
    int price_min, price_max;   // cents
    int popularity;
};

constexpr std::string_view by_weight = "kg";
constexpr std::size_t shelf_size = 15;

// clang-format off
constexpr ShelfPlan plans[] = {
    {"frescos/frutas", "FRU", "Manzana roja|Banano|Papaya|Piña|Mango|Naranja|Mandarina|Uva|Frutilla|Sandía|Melón|Maracuyá|Naranjilla|Tomate de árbol|Guanábana", "kg", 60, 420, 95},
    {"frescos/verduras", "VER", "Tomate riñón|Cebolla paiteña|Cebolla blanca|Papa chola|Zanahoria|Lechuga|Brócoli|Coliflor|Pimiento|Pepinillo|Choclo|Zuquini|Rábano|Remolacha|Culantro", "kg", 40, 260, 95},
    {"frescos/tuberculos", "TUB", "Yuca|Camote|Mashua|Melloco|Oca|Papa nabo|Papa súper|Jengibre|Ajo|Cebolla perla|Nabo|Zanahoria blanca|Malanga|Achira|Jícama", "kg", 50, 480, 40},
    {"carnes/pollo", "POL", "Pollo entero|Pechuga de pollo|Piernas de pollo|Alas de pollo|Menudencia|Muslo deshuesado|Filete de pollo|Pollo en presas|Hígado de pollo|Molleja|Pollo marinado|Chuzos de pollo|Pavo en presas|Gallina criolla|Codorniz", "kg", 260, 780, 60},
    {"carnes/res", "RES", "Carne molida|Lomo fino|Lomo de falda|Costilla de res|Hueso carnudo|Pulpa negra|Pulpa blanca|Salón|Cadera|Osobuco|Lengua|Mondongo|Bistec|Carne para guiso|Picaña", "kg", 320, 1180, 45},
    {"carnes/cerdo", "CER", "Chuleta|Costilla de cerdo|Lomo de cerdo|Pernil|Panceta|Tocino fresco|Carne para fritada|Cuero|Hueso de cerdo|Chuleta ahumada|Brazo|Cerdo molido|Cabeza de lomo|Codillo|Solomillo", "kg", 300, 890, 35},
    {"carnes/pescados", "PES", "Corvina|Tilapia|Camarón|Albacora|Dorado|Trucha|Calamar|Picudo|Sardina fresca|Concha|Cangrejo|Pargo|Bagre|Robalo|Langostino", "kg", 350, 1450, 30},
    {"lacteos/leche", "LEC", "Leche entera|Leche semidescremada|Leche descremada|Leche sin lactosa|Leche saborizada", "200 ml|900 ml|1 l", 45, 165, 90},
    {"lacteos/yogur", "YOG", "Yogur de frutilla|Yogur de mora|Yogur de durazno|Yogur natural|Yogur con cereal", "150 g|1 kg|2 kg", 65, 420, 55},
    {"lacteos/quesos", "QUE", "Queso fresco|Queso mozzarella|Queso holandés|Queso de hoja|Queso crema", "250 g|500 g|700 g", 190, 690, 60},
    {"lacteos/huevos", "HUE", "Huevos blancos|Huevos rojos|Huevos criollos|Huevos de codorniz|Huevos grandes", "x 6|x 12|x 30", 110, 620, 60},
    {"lacteos/mantequilla", "MAN", "Mantequilla con sal|Mantequilla sin sal|Margarina|Margarina light|Crema de leche", "125 g|250 g|500 g", 90, 480, 35},
    {"panaderia/pan", "PAN", "Pan de molde|Pan integral|Pan de agua|Enrollado|Cachito", "x 4|x 8|familiar", 60, 290, 90},
    {"panaderia/pasteleria", "PAS", "Torta de chocolate|Torta de naranja|Quesadilla|Empanada dulce|Alfajor", "unidad|x 4|x 12", 80, 1250, 30},
    {"abarrotes/arroz", "ARR", "Arroz flor|Arroz viejo|Arroz integral|Arroz precocido|Arroz blanco", "1 kg|2 kg|5 kg", 110, 690, 70},
    {"abarrotes/granos", "GRA", "Lenteja|Fréjol rojo|Fréjol canario|Garbanzo|Arveja", "250 g|500 g|1 kg", 80, 340, 45},
    {"abarrotes/fideos", "FID", "Tallarín|Fideo lazo|Fideo tornillo|Fideo cabello de ángel|Lasaña", "200 g|400 g|1 kg", 55, 310, 55},
    {"abarrotes/aceites", "ACE", "Aceite de palma|Aceite de girasol|Aceite de soya|Aceite de oliva|Manteca vegetal", "450 ml|1 l|2 l", 140, 920, 50},
    {"abarrotes/azucar", "AZU", "Azúcar blanca|Azúcar morena|Panela|Sal yodada|Harina de trigo", "500 g|1 kg|2 kg", 45, 260, 60},
    {"abarrotes/enlatados", "ENL", "Atún en aceite|Atún en agua|Sardina en salsa|Choclo en lata|Duraznos en almíbar", "unidad|x 3|x 6", 95, 780, 50},
    {"abarrotes/salsas", "SAL", "Salsa de tomate|Mayonesa|Mostaza|Ají|Salsa de soya", "100 g|200 g|400 g", 70, 360, 40},
    {"abarrotes/cafe", "CAF", "Café molido|Café soluble|Café en grano|Café descafeinado|Café con leche en polvo", "100 g|250 g|500 g", 190, 950, 45},
    {"abarrotes/infusiones", "INF", "Té negro|Horchata lojana|Manzanilla|Cedrón|Chocolate en polvo", "x 10|x 25|x 50", 80, 380, 25},
    {"abarrotes/cereales", "CRL", "Avena|Hojuelas de maíz|Granola|Machica|Quinua", "200 g|400 g|900 g", 95, 520, 35},
    {"snacks/galletas", "GAL", "Galleta de sal|Galleta de vainilla|Galleta de coco|Galleta rellena|Galleta integral", "unidad|x 6|x 12", 35, 340, 60},
    {"snacks/salados", "SND", "Chifles|Papas fritas|Canguil|Tostado|Habas saladas", "45 g|120 g|250 g", 40, 280, 60},
    {"snacks/dulces", "DUL", "Chocolate amargo|Chocolate con leche|Manjar|Caramelos|Gomitas", "25 g|100 g|250 g", 30, 390, 45},
    {"bebidas/gaseosas", "GAS", "Cola|Cola sin azúcar|Naranja|Limón|Fresa", "500 ml|1.35 l|3 l", 55, 310, 80},
    {"bebidas/jugos", "JUG", "Jugo de naranja|Néctar de durazno|Néctar de mango|Jugo de manzana|Limonada", "250 ml|1 l|2 l", 50, 290, 45},
    {"bebidas/agua", "AGU", "Agua sin gas|Agua con gas|Agua saborizada|Agua de coco|Agua mineral", "600 ml|1.5 l|6 l", 35, 260, 55},
    {"bebidas/cervezas", "BEB", "Cerveza rubia|Cerveza negra|Cerveza artesanal|Cerveza sin alcohol|Sangría", "330 ml|600 ml|x 6", 110, 890, 35},
    {"limpieza/ropa", "ROP", "Detergente en polvo|Detergente líquido|Suavizante|Cloro|Jabón de lavar", "400 g|1 kg|2 kg", 80, 780, 45},
    {"limpieza/hogar", "HOG", "Desinfectante|Limpiavidrios|Lavavajilla|Esponja|Funda de basura", "unidad|x 3|x 10", 70, 460, 45},
    {"limpieza/papel", "PAP", "Papel higiénico|Papel de cocina|Servilletas|Pañuelos|Papel aluminio", "x 2|x 4|x 12", 85, 720, 55},
    {"cuidado/higiene", "HIG", "Jabón de tocador|Pasta dental|Champú|Desodorante|Enjuague bucal", "100 g|200 g|400 ml", 75, 690, 40},
    {"cuidado/bebe", "BEBE", "Pañal etapa 1|Pañal etapa 2|Pañal etapa 3|Toallas húmedas|Colada de bebé", "x 10|x 30|x 60", 190, 1890, 20},
    {"mascotas", "MAS", "Alimento para perro|Alimento para gato|Arena para gato|Galleta para perro|Champú de mascota", "500 g|2 kg|8 kg", 150, 2450, 20},
    {"hogar/cocina", "COC", "Olla|Sartén|Cuchillo|Tabla de picar|Juego de vasos", "pequeño|mediano|grande", 220, 2900, 6},
    {"hogar/varios", "VAR", "Foco|Pila|Vela|Fósforos|Cinta adhesiva", "unidad|x 2|x 4", 40, 540, 12},
    {"tabaco", "TAB", "Cigarrillos rubios|Cigarrillos mentolados|Cigarrillos negros|Tabaco para pipa|Papelillos", "x 10|x 20|cartón", 190, 3500, 8},
};
// clang-format on

constexpr std::string_view brands[] = {"Laurel",      "Andina", "Don Chimbo", "La Huerta",
                                       "Costa Brava", "Páramo", "Yaku",       "Sumak"};

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        std::size_t end = text.find('|');
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

/// Skus that the programme's coupons and our examples name.
std::string sku_of(const ShelfPlan& plan,
                   std::string_view name,
                   std::string_view variant,
                   int place) {
    if (name == "Manzana roja") return "MANZ-ROJA";
    if (name == "Café molido" && variant == "250 g") return "CAFE-250";
    if (name == "Cigarrillos rubios" && variant == "x 20") return "CIG-20";
    return fmt::format("{}-{:02d}", plan.prefix, place);
}

/// Fresh food leaves a grocer more than tobacco does, and no two articles leave the same.
int cost_of(std::string_view category, int price, int place) {
    constexpr int percent = 100, spread = 9;
    const int base = category.starts_with("frescos")    ? 58
                     : category.starts_with("tabaco")   ? 84
                     : category.starts_with("servicio") ? 90
                                                        : 68;
    return price * (base + place * 7 % spread) / percent;
}

}  // namespace

DemoCatalogue demo_catalogue() {
    DemoCatalogue catalogue;
    DemoRandom random(600);
    for (const ShelfPlan& plan : plans) {
        DemoShelf shelf{std::string(plan.category), plan.popularity, catalogue.products.size(), 0};
        auto variants = split(plan.variants);
        bool weighed = plan.variants == by_weight;
        int step = (plan.price_max - plan.price_min) / static_cast<int>(variants.size());
        for (std::string_view name : split(plan.names)) {
            std::string_view brand =
                weighed ? "" : brands[static_cast<std::size_t>(random.below(8))];
            for (std::size_t i = 0; i < variants.size(); ++i) {
                // The larger the variant, the dearer; prices end in 5 or 9 as on any shelf.
                int price = plan.price_min + static_cast<int>(i) * step + random.below(step);
                price = std::max(15, price - price % 5) - (random.permille(400) ? 1 : 0);
                std::string full =
                    weighed ? std::string(name) : fmt::format("{} {} {}", name, brand, variants[i]);
                int place = static_cast<int>(shelf.count++) + 1;
                catalogue.products.push_back(
                    {sku_of(plan, name, variants[i], place), shelf.category, std::string(brand),
                     std::move(full), price, cost_of(shelf.category, price, place), weighed});
            }
        }
        ensure(shelf.count == shelf_size, "every shelf has fifteen articles");
        catalogue.shelves.push_back(std::move(shelf));
    }
    return catalogue;
}

}  // namespace vuelve::cli
