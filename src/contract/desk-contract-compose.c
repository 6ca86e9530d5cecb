/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract.h"
#include "desk-contract-form.h"
#include "desk-ink-drawing.h"
#include "desk-seal.h"
#include "desk-typesetter.h"

#include <string.h>

#define SEAL_KIND "合同专用章"

#define SIGNATURE_ROOM 580.0 /* declaration, evidence and both blocks stand together */
#define GUTTER         24.0  /* between the two parties' blocks */
#define BLOCK_WIDTH    ((DESK_PAGE_WIDTH - 2 * DESK_PAGE_MARGIN - GUTTER) / 2)
#define INK_HEIGHT     64.0
#define DATE_OFFSET    126.0 /* of the dates, below a block's top */
#define LINE_GAP       7.0
#define INK_INSET      64.0 /* the handwriting's line begins behind its label */

/* The labels of domain.md 1.11. */
static const struct {
  const char *code;
  const char *label;
} id_types[] = {
  { "01", "居民身份证" },
  { "02", "港澳居民居住证" },
  { "03", "台湾居民居住证" },
  { "04", "外国人永久居留身份证" },
  { "05", "护照" },
  { "06", "港澳居民来往内地通行证" },
  { "07", "台湾居民来往大陆通行证" },
  { "08", "军官证" },
};

static const struct {
  const char *code;
  const char *label;
} products[] = {
  { "person_certificate", "个人数字证书" },
};

static const char *
get_id_type_label (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (id_types); i++)
    if (strcmp (id_types[i].code, code) == 0)
      return id_types[i].label;
  return code;
}

static const char *
get_product_label (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    if (strcmp (products[i].code, code) == 0)
      return products[i].label;
  return code;
}

static char *
format_beijing (gint64 unix_seconds, const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 60 * 60);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

static void
add_parties (DeskTypesetter *setter, const DeskContractTerms *terms, const char *date)
{
  const DeskTypesetterRow rows[] = {
    { { "协议编号", "签署日期" }, { terms->number, date }, DESK_TEXT_VALUE },
    { { "甲方（订户）", "手机号码" }, { terms->name, terms->mobile }, DESK_TEXT_VALUE },
    { { "证件类型", "证件号码" },
      { get_id_type_label (terms->id_type), terms->id_number },
      DESK_TEXT_VALUE },
    { { "乙方", "申请业务" },
      { terms->authority_name, get_product_label (terms->product) },
      DESK_TEXT_VALUE },
  };

  desk_typesetter_add_table (setter, rows, G_N_ELEMENTS (rows));
}

/* A space would be stretched where a line is justified; the ideographic one is not. */
static char *
widen_clause_number (const char *paragraph)
{
  size_t digits = strspn (paragraph, "0123456789.");

  if (digits == 0 || paragraph[digits] != ' ')
    return g_strdup (paragraph);
  return g_strdup_printf ("%.*s　%s", (int) digits, paragraph, paragraph + digits + 1);
}

static void
add_text (DeskTypesetter *setter, const DeskContractTerms *terms, const char *date)
{
  g_auto (GStrv) paragraphs = g_strsplit (desk_contract_text_get (), "\n\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++) {
    const char *text = g_strstrip (paragraphs[i]);
    g_autofree char *clause = widen_clause_number (text);

    if (i == 0 && g_str_has_prefix (text, "# ")) {
      desk_typesetter_add_title (setter, text + 2);
      add_parties (setter, terms, date);
    } else if (g_str_has_prefix (text, "# ")) {
      desk_typesetter_add_heading (setter, text + 2);
    } else if (*text != '\0') {
      desk_typesetter_add_paragraph (setter, clause);
    }
  }
}

static void
add_evidence (DeskTypesetter *setter, const DeskContractTerms *terms)
{
  g_autofree char *consent
      = format_beijing (terms->consent_time, "%Y年%m月%d日 %H:%M:%S（北京时间）");
  const DeskTypesetterRow rows[] = {
    { { "甲方姓名", "手机号码" }, { terms->name, terms->mobile }, DESK_TEXT_VALUE },
    { { "证件类型", "证件号码" },
      { get_id_type_label (terms->id_type), terms->id_number },
      DESK_TEXT_VALUE },
    { { "实名核验流水" }, { terms->identity_serial }, DESK_TEXT_VALUE },
    { { "同意时间" }, { consent }, DESK_TEXT_VALUE },
    { { "条款文本版本" }, { desk_contract_text_get_version () }, DESK_TEXT_VALUE },
    { { "文本SHA-256" }, { desk_contract_text_get_sha256 () }, DESK_TEXT_SMALL },
    { { "文本SM3" }, { desk_contract_text_get_sm3 () }, DESK_TEXT_SMALL },
  };

  desk_typesetter_add_table (setter, rows, G_N_ELEMENTS (rows));
}

static void
draw_rule (DeskTypesetter *setter, double x, double y, double width)
{
  cairo_t *cairo = desk_typesetter_get_cairo (setter);

  cairo_set_line_width (cairo, 0.6);
  cairo_move_to (cairo, x, y);
  cairo_rel_line_to (cairo, width, 0);
  cairo_stroke (cairo);
}

/* Gives the height, which is more than a line's for a long name. */
static double
place_text (DeskTypesetter *setter, double x, double y, const char *text)
{
  return desk_typesetter_place (setter, DESK_TEXT_BODY, PANGO_ALIGN_LEFT, x, y, BLOCK_WIDTH, text);
}

/* Label and line for the handwriting, then name and date. Gives where the handwriting is. */
static DeskContractBox
add_applicant_block (DeskTypesetter *setter,
                     const DeskContractTerms *terms,
                     const char *date,
                     double y)
{
  const double x = DESK_PAGE_MARGIN;
  const double date_y = y + DATE_OFFSET;
  cairo_t *cairo = desk_typesetter_get_cairo (setter);
  DeskContractBox box = { x + INK_INSET, y + 22.0, BLOCK_WIDTH - INK_INSET, INK_HEIGHT };
  g_autofree char *name = g_strdup_printf ("姓名：%s", terms->name);
  g_autofree char *when = g_strdup_printf ("日期：%s", date);

  place_text (setter, x, y, "甲方（订户）");
  place_text (setter, x, y + 22.0 + INK_HEIGHT - 16.0, "本人签名：");
  draw_rule (setter, box.x, box.y + box.height + 2.0, box.width);
  cairo_set_source_rgb (cairo, 0.05, 0.05, 0.2);
  desk_ink_draw (terms->ink, cairo, box.x, box.y, box.width, box.height);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  y += 104.0;
  y += place_text (setter, x, y, name) + LINE_GAP;
  place_text (setter, x, MAX (y, date_y), when);

  return box;
}

/* The seal goes over name and date, as seals do. Gives where it will be. */
static DeskContractBox
add_authority_block (DeskTypesetter *setter,
                     const DeskContractTerms *terms,
                     const char *date,
                     double y)
{
  const double x = DESK_PAGE_MARGIN + BLOCK_WIDTH + GUTTER;
  const double date_y = y + DATE_OFFSET;
  const DeskContractBox seal = { x + (BLOCK_WIDTH - DESK_SEAL_DIAMETER) / 2, y + 30.0,
                                 DESK_SEAL_DIAMETER, DESK_SEAL_DIAMETER };
  g_autofree char *when = g_strdup_printf ("日期：%s", date);

  place_text (setter, x, y, "乙方（电子认证服务机构）");
  y += 28.0;
  y += place_text (setter, x, y, terms->authority_name) + LINE_GAP;
  place_text (setter, x, y, "（电子签章）");
  place_text (setter, x, date_y, when);

  return seal;
}

static void
add_signature_page (DeskTypesetter *setter,
                    const DeskContractTerms *terms,
                    const char *date,
                    DeskContractForm *form)
{
  double y;

  desk_typesetter_need (setter, SIGNATURE_ROOM);
  desk_typesetter_add_heading (setter, "签署页");
  desk_typesetter_add_paragraph (
      setter, "甲方声明：本人已完整阅读并理解本协议全文，特别是标注“重点提示”的条款；本人提供的资料"
              "真实、完整、准确，"
              "同意签署本协议，并单独同意乙方按照第十条处理本人的敏感个人信息。");
  desk_typesetter_add_paragraph (setter, "下列信息由受理平台在签署时记录，供双方核对。条款文本的摘"
                                         "要值以协议条款原文（UTF-8编码）计算。");
  desk_typesetter_skip (setter, 6.0);
  add_evidence (setter, terms);
  desk_typesetter_skip (setter, 16.0);

  y = desk_typesetter_get_y (setter);
  form->page = desk_typesetter_get_page (setter);
  form->applicant = add_applicant_block (setter, terms, date, y);
  form->authority = add_authority_block (setter, terms, date, y);
  desk_typesetter_place (setter, DESK_TEXT_SMALL, PANGO_ALIGN_LEFT, DESK_PAGE_MARGIN, y + 190.0,
                         DESK_PAGE_WIDTH - 2 * DESK_PAGE_MARGIN,
                         "本协议以数据电文形式订立，双方的电子签名及时间戳附于本文件之内。"
                         "打印件或者截图不含电子签名，核对效力请使用原始PDF文件。");
}

static GBytes *
set_pages (const DeskContractTerms *terms,
           const DeskTypesetterInfo *info,
           guint *n_pages,
           DeskContractForm *form,
           GError **error)
{
  g_autoptr (DeskTypesetter) setter = desk_typesetter_new (info, *n_pages);
  g_autofree char *date = format_beijing (terms->date, "%Y年%m月%d日");

  add_text (setter, terms, date);
  add_signature_page (setter, terms, date, form);
  *n_pages = desk_typesetter_get_page (setter);

  return desk_typesetter_finish (setter, error);
}

/* Setting the text to count its pages costs as much as setting it, and almost every contract has as
 * many as the one before; so that number is tried first. What comes out does not depend on it. */
static GBytes *
set_all_pages (const DeskContractTerms *terms,
               const DeskTypesetterInfo *info,
               DeskContractForm *form,
               GError **error)
{
  static gint last_n_pages = 0;
  guint n_pages = (guint) g_atomic_int_get (&last_n_pages);

  for (;;) {
    guint n_said = n_pages;
    g_autoptr (GBytes) pages = set_pages (terms, info, &n_pages, form, error);

    if (pages == NULL || n_pages == n_said) {
      g_atomic_int_set (&last_n_pages, (gint) n_pages);
      return g_steal_pointer (&pages);
    }
  }
}

static char *
dup_title (void)
{
  const char *text = desk_contract_text_get ();

  g_return_val_if_fail (g_str_has_prefix (text, "# "), NULL);

  return g_strndup (text + 2, strcspn (text + 2, "\n"));
}

GBytes *
desk_contract_compose (const DeskContractTerms *terms, GError **error)
{
  g_autofree char *title = dup_title ();
  g_autofree char *date = format_beijing (terms->date, "%Y-%m-%dT%H:%M:%S+08:00");
  g_autofree char *seal = desk_seal_create_operators (terms->authority_name, SEAL_KIND);
  const DeskTypesetterInfo info = { title, terms->number, terms->authority_name, date };
  DeskContractForm form = { 0 };
  g_autoptr (GBytes) pages = set_all_pages (terms, &info, &form, error);

  if (pages == NULL)
    return NULL;

  form.seal = seal;
  form.title = title;
  form.author = terms->authority_name;
  form.number = terms->number;
  form.date = date;

  return desk_contract_add_form (pages, &form, error);
}
