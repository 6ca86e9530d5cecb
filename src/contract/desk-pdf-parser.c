/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-pdf-parser.h"

#include <string.h>

#define MAX_DEPTH  64
#define MAX_VALUES 1000000
#define MAX_KEYS   4096 /* of one dictionary: looking for duplicates costs the square */
#define MAX_DIGITS 15   /* always fits a gint64 */

void
desk_pdf_parser_init (DeskPdfParser *self, const void *data, size_t length, size_t position)
{
  *self = (DeskPdfParser){ .data = data, .length = length, .position = MIN (position, length) };
}

gboolean
desk_pdf_is_space (uint8_t c)
{
  return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static gboolean
is_delimiter (uint8_t c)
{
  return c != '\0' && strchr ("()<>[]{}/%", c) != NULL;
}

static gboolean
is_regular (uint8_t c)
{
  return !desk_pdf_is_space (c) && !is_delimiter (c);
}

/* The byte @ahead of the position; -1 behind the end. */
static int
peek (DeskPdfParser *self, size_t ahead)
{
  return ahead < self->length - self->position ? self->data[self->position + ahead] : -1;
}

void
desk_pdf_parser_skip (DeskPdfParser *self, gboolean comments)
{
  while (self->position < self->length) {
    uint8_t c = self->data[self->position];

    if (desk_pdf_is_space (c)) {
      self->position++;
    } else if (comments && c == '%') {
      while (self->position < self->length && self->data[self->position] != '\n'
             && self->data[self->position] != '\r')
        self->position++;
    } else {
      return;
    }
  }
}

gboolean
desk_pdf_parser_take_keyword (DeskPdfParser *self, const char *keyword)
{
  size_t length = strlen (keyword);
  size_t before = self->position;
  int next;

  desk_pdf_parser_skip (self, TRUE);
  next = peek (self, length);
  if (self->length - self->position < length
      || memcmp (self->data + self->position, keyword, length) != 0
      || (next >= 0 && is_regular ((uint8_t) next))) {
    self->position = before;
    return FALSE;
  }
  self->position += length;

  return TRUE;
}

gboolean
desk_pdf_parser_take_integer (DeskPdfParser *self, gint64 *integer)
{
  size_t before = self->position;
  int n_digits = 0;
  int c;

  *integer = 0;
  desk_pdf_parser_skip (self, TRUE);
  while ((c = peek (self, 0)) >= '0' && c <= '9' && n_digits <= MAX_DIGITS) {
    *integer = *integer * 10 + (c - '0');
    self->position++;
    n_digits++;
  }
  if (n_digits == 0 || n_digits > MAX_DIGITS || (c >= 0 && is_regular ((uint8_t) c))) {
    self->position = before;
    return FALSE;
  }

  return TRUE;
}

static DeskPdfValue *
take_name (DeskPdfParser *self)
{
  g_autoptr (GString) name = g_string_new (NULL);
  int c;

  self->position++;
  while ((c = peek (self, 0)) >= 0 && is_regular ((uint8_t) c)) {
    if (c == '#') {
      int high = peek (self, 1) >= 0 ? g_ascii_xdigit_value ((char) peek (self, 1)) : -1;
      int low
          = high >= 0 && peek (self, 2) >= 0 ? g_ascii_xdigit_value ((char) peek (self, 2)) : -1;

      if (high < 0 || low < 0 || (high == 0 && low == 0))
        return NULL;
      c = high << 4 | low;
      self->position += 2;
    }
    g_string_append_c (name, (char) c);
    self->position++;
  }

  return desk_pdf_value_new_name (name->str);
}

static DeskPdfValue *
take_hexadecimal_string (DeskPdfParser *self)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  int high = -1;
  int c;

  self->position++;
  while ((c = peek (self, 0)) != '>') {
    int digit = c >= 0 ? g_ascii_xdigit_value ((char) c) : -1;

    if (c < 0 || (digit < 0 && !desk_pdf_is_space ((uint8_t) c)))
      return NULL;
    self->position++;
    if (digit >= 0 && high < 0) {
      high = digit;
    } else if (digit >= 0) {
      g_string_append_c (bytes, (char) (high << 4 | digit));
      high = -1;
    }
  }
  self->position++;
  if (high >= 0)
    g_string_append_c (bytes, (char) (high << 4));

  return desk_pdf_value_new_string (bytes->str, bytes->len);
}

/* After a backslash: 7.3.4.2, table 3. */
static void
take_escape (DeskPdfParser *self, GString *bytes)
{
  static const char letters[] = "nrtbf";
  static const char values[] = "\n\r\t\b\f";
  int c = peek (self, 0);
  const char *letter = c > 0 ? strchr (letters, c) : NULL;

  if (c < 0)
    return;
  if (c >= '0' && c <= '7') {
    int octal = 0;

    for (int i = 0; i < 3 && (c = peek (self, 0)) >= '0' && c <= '7'; i++) {
      octal = octal << 3 | (c - '0');
      self->position++;
    }
    g_string_append_c (bytes, (char) octal);
    return;
  }

  self->position++;
  if (letter != NULL)
    g_string_append_c (bytes, values[letter - letters]);
  else if (c == '\r' && peek (self, 0) == '\n')
    self->position++;
  else if (c != '\r' && c != '\n')
    g_string_append_c (bytes, (char) c);
}

static DeskPdfValue *
take_literal_string (DeskPdfParser *self)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  int open = 1;

  self->position++;
  while (open > 0) {
    int c = peek (self, 0);

    if (c < 0)
      return NULL;
    self->position++;
    if (c == '\\') {
      take_escape (self, bytes);
      continue;
    }
    if (c == '(')
      open++;
    else if (c == ')')
      open--;
    if (open > 0)
      g_string_append_c (bytes, (char) c);
  }

  return desk_pdf_value_new_string (bytes->str, bytes->len);
}

static DeskPdfValue *
take_array (DeskPdfParser *self)
{
  g_autoptr (DeskPdfValue) array = desk_pdf_value_new (DESK_PDF_ARRAY);

  self->position++;
  for (;;) {
    DeskPdfValue *item;

    desk_pdf_parser_skip (self, TRUE);
    if (peek (self, 0) == ']')
      break;
    item = desk_pdf_parser_take_value (self);
    if (item == NULL)
      return NULL;
    desk_pdf_value_append (array, item);
  }
  self->position++;

  return g_steal_pointer (&array);
}

static DeskPdfValue *
take_dictionary (DeskPdfParser *self)
{
  g_autoptr (DeskPdfValue) dictionary = desk_pdf_value_new (DESK_PDF_DICTIONARY);

  self->position += 2;
  for (;;) {
    g_autoptr (DeskPdfValue) key = NULL;
    DeskPdfValue *item;

    desk_pdf_parser_skip (self, TRUE);
    if (peek (self, 0) == '>' && peek (self, 1) == '>')
      break;
    if (peek (self, 0) != '/')
      return NULL;
    key = take_name (self);
    if (key == NULL || dictionary->names->len >= MAX_KEYS
        || desk_pdf_value_get (dictionary, key->text) != NULL)
      return NULL;
    item = desk_pdf_parser_take_value (self);
    if (item == NULL)
      return NULL;
    desk_pdf_value_set (dictionary, key->text, item);
  }
  self->position += 2;

  return g_steal_pointer (&dictionary);
}

/* An integer, or a reference if "generation R" follows it. */
static DeskPdfValue *
take_integer_or_reference (DeskPdfParser *self)
{
  DeskPdfValue *value;
  gint64 number;
  gint64 generation;
  size_t after;

  if (!desk_pdf_parser_take_integer (self, &number))
    return NULL;
  after = self->position;
  value = desk_pdf_value_new_integer (number);
  if (number <= G_MAXINT && desk_pdf_parser_take_integer (self, &generation)
      && generation <= G_MAXUINT16 && desk_pdf_parser_take_keyword (self, "R")) {
    value->kind = DESK_PDF_REFERENCE;
    value->generation = (guint) generation;
    return value;
  }
  self->position = after;

  return value;
}

static DeskPdfValue *
take_signed_number (DeskPdfParser *self)
{
  size_t start = self->position;
  g_autofree char *text = NULL;
  DeskPdfValue *value;
  int n_points = 0;
  int n_digits = 0;
  int c;

  if (peek (self, 0) == '+' || peek (self, 0) == '-')
    self->position++;
  while ((c = peek (self, 0)) >= 0 && is_regular ((uint8_t) c)) {
    n_points += c == '.';
    n_digits += g_ascii_isdigit ((char) c);
    if (c != '.' && !g_ascii_isdigit ((char) c))
      return NULL;
    self->position++;
  }
  if (n_digits == 0 || n_digits > 2 * MAX_DIGITS || n_points > 1
      || (n_points == 0 && n_digits > MAX_DIGITS))
    return NULL;

  text = g_strndup ((const char *) self->data + start, self->position - start);
  if (n_points == 0)
    return desk_pdf_value_new_integer (g_ascii_strtoll (text, NULL, 10));
  value = desk_pdf_value_new (DESK_PDF_REAL);
  value->length = strlen (text);
  value->text = g_steal_pointer (&text);

  return value;
}

static DeskPdfValue *
take_number_or_keyword (DeskPdfParser *self)
{
  DeskPdfValue *value;

  if (desk_pdf_parser_take_keyword (self, "null"))
    return desk_pdf_value_new (DESK_PDF_NULL);
  if (desk_pdf_parser_take_keyword (self, "false"))
    return desk_pdf_value_new (DESK_PDF_BOOLEAN);
  if (desk_pdf_parser_take_keyword (self, "true")) {
    value = desk_pdf_value_new (DESK_PDF_BOOLEAN);
    value->integer = 1;
    return value;
  }

  value = take_integer_or_reference (self);
  return value != NULL ? value : take_signed_number (self);
}

static DeskPdfValue *
take_any (DeskPdfParser *self)
{
  switch (peek (self, 0)) {
  case '/':
    return take_name (self);
  case '(':
    return take_literal_string (self);
  case '[':
    return take_array (self);
  case '<':
    return peek (self, 1) == '<' ? take_dictionary (self) : take_hexadecimal_string (self);
  default:
    return take_number_or_keyword (self);
  }
}

DeskPdfValue *
desk_pdf_parser_take_value (DeskPdfParser *self)
{
  DeskPdfValue *value;
  size_t start;

  desk_pdf_parser_skip (self, TRUE);
  if (self->depth >= MAX_DEPTH || self->n_values >= MAX_VALUES)
    return NULL;

  start = self->position;
  self->depth++;
  self->n_values++;
  value = take_any (self);
  self->depth--;
  if (value != NULL) {
    value->start = start;
    value->end = self->position;
  }

  return value;
}
