/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-certificate-facts.h"

#include "desk-certificate-words.h"
#include "desk-mask.h"
#include "desk-openssl.h"
#include "desk-x509-details.h"
#include "desk-x509.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY             G_GINT64_CONSTANT (86400) /* seconds */
#define RESIDENT_LENGTH 18                        /* GB 11643-1999 */

struct _DeskCertificateFacts {
  GObject parent_instance;

  GBytes *der;                                /* owned */
  X509 *certificate;                          /* owned */
  gint64 now;                                 /* Unix seconds */
  char *holder;                               /* owned */
  GPtrArray *sections[DESK_N_FACTS_SECTIONS]; /* owned; DeskFact */
  DeskCertificateChain *chain;                /* owned, nullable: not checked yet */
  GCancellable *cancellable;                  /* owned; of the check */
};

enum {
  PROP_CHAIN_STATE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DeskCertificateFacts, desk_certificate_facts, G_TYPE_OBJECT)

static void
fact_free (gpointer data)
{
  DeskFact *fact = data;

  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

/* Takes @value (nullable: nothing to tell). */
static void
take_fact (DeskCertificateFacts *self,
           DeskFactsSection section,
           const char *label,
           char *value,
           gboolean is_code)
{
  DeskFact *fact;

  if (value == NULL)
    return;

  fact = g_new0 (DeskFact, 1);
  fact->label = g_strdup (label);
  fact->value = value;
  fact->is_code = is_code;
  g_ptr_array_add (self->sections[section], fact);
}

/* Some authorities write the number of the identity card into the subject. */
static gboolean
holds_id_number (const char *value)
{
  size_t run = 0;

  for (const char *p = value; *p != '\0'; p++) {
    run = g_ascii_isdigit (*p) ? run + 1 : 0;
    if (run == RESIDENT_LENGTH - 1 && (g_ascii_isdigit (p[1]) || p[1] == 'X' || p[1] == 'x'))
      return TRUE;
  }

  return FALSE;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const DeskX509NamePart *const *first = a;
  const DeskX509NamePart *const *second = b;

  return desk_certificate_words_compare_attributes ((*first)->attribute, (*second)->attribute);
}

static void
add_names (DeskCertificateFacts *self, DeskFactsSection section, const X509_NAME *name)
{
  g_autoptr (GPtrArray) parts = desk_x509_name_list (name);

  g_ptr_array_sort (parts, compare_parts);
  for (guint i = 0; i < parts->len; i++) {
    const DeskX509NamePart *part = g_ptr_array_index (parts, i);

    take_fact (self, section, desk_certificate_words_get_attribute (part->attribute),
               holds_id_number (part->value) ? desk_mask_id_number (part->value)
                                             : g_strdup (part->value),
               FALSE);
  }
}

static void
add_identity (DeskCertificateFacts *self)
{
  g_autoptr (GPtrArray) list = desk_gm_identity_list (self->certificate);

  for (guint i = 0; i < list->len; i++) {
    const DeskGmIdentity *identity = g_ptr_array_index (list, i);

    take_fact (self, DESK_FACTS_IDENTITY, desk_certificate_words_get_identity (identity->kind),
               desk_mask_id_number (identity->value), FALSE);
  }
}

static void
add_validity (DeskCertificateFacts *self)
{
  gint64 days = desk_certificate_facts_get_days_left (self);
  DeskKeyState validity = desk_certificate_facts_get_validity (self);
  g_autofree char *until
      = desk_certificate_words_dup_time (desk_x509_get_not_after (self->certificate));
  g_autofree char *left = desk_certificate_words_dup_days (days);

  take_fact (self, DESK_FACTS_VALIDITY, _ ("Valid from"),
             desk_certificate_words_dup_time (desk_x509_get_not_before (self->certificate)), FALSE);
  take_fact (self, DESK_FACTS_VALIDITY, _ ("Valid until"),
             validity == DESK_KEY_STATE_NOT_YET_VALID
                 ? g_strdup (until)
                 /* Translators: the last moment of a certificate, and how far away it is. */
                 : g_strdup_printf (_ ("%s (%s)"), until, left),
             FALSE);
  if (validity == DESK_KEY_STATE_NOT_YET_VALID)
    take_fact (self, DESK_FACTS_VALIDITY, _ ("This computer's clock"),
               desk_certificate_words_dup_time (self->now), FALSE);
}

static void
add_usage (DeskCertificateFacts *self)
{
  const char *purpose = desk_certificate_facts_get_purpose (self->der);

  take_fact (self, DESK_FACTS_USAGE, _ ("Fit for"),
             g_strdup (purpose != NULL ? purpose : _ ("neither signing nor signing in")), FALSE);
  take_fact (self, DESK_FACTS_USAGE, _ ("Key usage"),
             desk_certificate_words_dup_usage (self->certificate), FALSE);
  take_fact (self, DESK_FACTS_USAGE, _ ("Extended key usage"),
             desk_certificate_words_dup_extended_usage (self->certificate), FALSE);
}

static void
add_digest (DeskCertificateFacts *self, const char *algorithm, const char *label)
{
  g_autofree char *digest = desk_x509_dup_digest (self->certificate, algorithm);

  if (digest != NULL)
    take_fact (self, DESK_FACTS_MARKS, label, desk_certificate_words_dup_groups (digest), TRUE);
}

static void
add_marks (DeskCertificateFacts *self)
{
  g_autofree char *serial = desk_x509_get_serial (self->certificate);

  take_fact (self, DESK_FACTS_MARKS, _ ("Serial number"),
             desk_certificate_words_dup_groups (serial), TRUE);
  add_digest (self, "SHA256", _ ("SHA-256 fingerprint"));
  add_digest (self, "SM3", _ ("SM3 fingerprint"));
}

static void
fill (DeskCertificateFacts *self)
{
  add_names (self, DESK_FACTS_SUBJECT, X509_get_subject_name (self->certificate));
  add_identity (self);
  add_names (self, DESK_FACTS_ISSUER, X509_get_issuer_name (self->certificate));
  add_validity (self);
  add_usage (self);
  take_fact (self, DESK_FACTS_KEY, _ ("Public key"),
             desk_x509_dup_public_key_name (self->certificate), FALSE);
  take_fact (self, DESK_FACTS_KEY, _ ("Signed with"),
             desk_x509_dup_signature_name (self->certificate), FALSE);
  add_marks (self);
}

static void
desk_certificate_facts_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DeskCertificateFacts *self = DESK_CERTIFICATE_FACTS (object);

  switch (id) {
  case PROP_CHAIN_STATE:
    g_value_set_enum (value, (int) desk_certificate_facts_get_chain_state (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
desk_certificate_facts_dispose (GObject *object)
{
  g_cancellable_cancel (DESK_CERTIFICATE_FACTS (object)->cancellable);

  G_OBJECT_CLASS (desk_certificate_facts_parent_class)->dispose (object);
}

static void
desk_certificate_facts_finalize (GObject *object)
{
  DeskCertificateFacts *self = DESK_CERTIFICATE_FACTS (object);

  for (int i = 0; i < DESK_N_FACTS_SECTIONS; i++)
    g_ptr_array_unref (self->sections[i]);
  g_clear_pointer (&self->chain, desk_certificate_chain_free);
  g_object_unref (self->cancellable);
  X509_free (self->certificate);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_free (self->holder);

  G_OBJECT_CLASS (desk_certificate_facts_parent_class)->finalize (object);
}

static void
desk_certificate_facts_class_init (DeskCertificateFactsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = desk_certificate_facts_get_property;
  object_class->dispose = desk_certificate_facts_dispose;
  object_class->finalize = desk_certificate_facts_finalize;

  properties[PROP_CHAIN_STATE] = g_param_spec_enum (
      "chain-state", NULL, NULL, DESK_TYPE_CERTIFICATE_CHAIN_STATE, DESK_CERTIFICATE_CHAIN_CHECKING,
      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
desk_certificate_facts_init (DeskCertificateFacts *self)
{
  self->cancellable = g_cancellable_new ();
  for (int i = 0; i < DESK_N_FACTS_SECTIONS; i++)
    self->sections[i] = g_ptr_array_new_with_free_func (fact_free);
}

DeskCertificateFacts *
desk_certificate_facts_new (GBytes *der, gint64 now)
{
  DeskCertificateFacts *self;
  X509 *certificate;

  g_return_val_if_fail (der != NULL, NULL);

  certificate = desk_x509_new_from_der (der, NULL);
  if (certificate == NULL)
    return NULL;

  self = g_object_new (DESK_TYPE_CERTIFICATE_FACTS, NULL);
  self->der = g_bytes_ref (der);
  self->certificate = certificate;
  self->now = now;
  self->holder = desk_x509_get_subject_name (certificate);
  fill (self);
  return self;
}

static void
on_chain_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DeskCertificateChain *chain = desk_certificate_chain_check_finish (result, NULL);
  DeskCertificateFacts *self = user_data;

  /* Cancelled: the facts are gone. */
  if (chain == NULL)
    return;

  g_clear_pointer (&self->chain, desk_certificate_chain_free);
  self->chain = chain;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAIN_STATE]);
}

void
desk_certificate_facts_check_chain (DeskCertificateFacts *self, DeskFlowCore *core)
{
  g_return_if_fail (DESK_IS_CERTIFICATE_FACTS (self));

  desk_certificate_chain_check_async (core, self->der, self->now, self->cancellable, on_chain_ready,
                                      self);
}

const char *
desk_certificate_facts_get_title (DeskFactsSection section)
{
  static const char *const titles[DESK_N_FACTS_SECTIONS] = {
    [DESK_FACTS_SUBJECT] = N_ ("Holder"),     [DESK_FACTS_IDENTITY] = N_ ("Identity"),
    [DESK_FACTS_ISSUER] = N_ ("Issuer"),      [DESK_FACTS_VALIDITY] = N_ ("Validity"),
    [DESK_FACTS_USAGE] = N_ ("Purpose"),      [DESK_FACTS_KEY] = N_ ("Key and Algorithms"),
    [DESK_FACTS_MARKS] = N_ ("Fingerprints"),
  };

  g_return_val_if_fail ((unsigned int) section < DESK_N_FACTS_SECTIONS, NULL);

  return _ (titles[section]);
}

GPtrArray *
desk_certificate_facts_get (DeskCertificateFacts *self, DeskFactsSection section)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);
  g_return_val_if_fail ((unsigned int) section < DESK_N_FACTS_SECTIONS, NULL);

  return self->sections[section];
}

const char *
desk_certificate_facts_get_holder (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);

  return self->holder;
}

gint64
desk_certificate_facts_get_days_left (DeskCertificateFacts *self)
{
  gint64 until;

  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), 0);

  until = desk_x509_get_not_after (self->certificate);
  return until >= self->now ? (until - self->now) / DAY : -((self->now - until) / DAY + 1);
}

DeskKeyState
desk_certificate_facts_get_validity (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), DESK_KEY_STATE_READY);

  return desk_key_state_of_validity (desk_x509_get_not_before (self->certificate),
                                     desk_x509_get_not_after (self->certificate), self->now);
}

DeskCertificateChainState
desk_certificate_facts_get_chain_state (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), DESK_CERTIFICATE_CHAIN_CHECKING);

  return self->chain != NULL ? self->chain->state : DESK_CERTIFICATE_CHAIN_CHECKING;
}

const char *const *
desk_certificate_facts_get_chain (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);

  return self->chain != NULL ? (const char *const *) self->chain->names : NULL;
}

const char *
desk_certificate_facts_get_chain_sentence (DeskCertificateFacts *self)
{
  switch (desk_certificate_facts_get_chain_state (self)) {
  case DESK_CERTIFICATE_CHAIN_TRUSTED:
    return _ ("Issued by this authority; the chain leads to its root certificate");
  case DESK_CERTIFICATE_CHAIN_UNTRUSTED:
    return _ ("Not issued by this authority, or the chain is broken");
  case DESK_CERTIFICATE_CHAIN_UNKNOWN:
    return _ ("Cannot be checked now: the server was not reached");
  case DESK_CERTIFICATE_CHAIN_CHECKING:
  default:
    return _ ("Checking …");
  }
}

static void
append_chain (DeskCertificateFacts *self, GString *text)
{
  const char *const *names = desk_certificate_facts_get_chain (self);

  g_string_append_printf (text, "%s\n  %s\n", _ ("Chain of Certificates"),
                          desk_certificate_facts_get_chain_sentence (self));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_string_append_printf (text, "  %u. %s\n", i + 1, names[i]);
}

char *
desk_certificate_facts_dup_text (DeskCertificateFacts *self)
{
  GString *text;

  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);

  text = g_string_new (NULL);
  for (int section = 0; section < DESK_N_FACTS_SECTIONS; section++) {
    GPtrArray *facts = self->sections[section];

    if (facts->len > 0)
      g_string_append_printf (text, "%s\n",
                              desk_certificate_facts_get_title ((DeskFactsSection) section));
    for (guint i = 0; i < facts->len; i++) {
      const DeskFact *fact = g_ptr_array_index (facts, i);

      /* Translators: a label and its value in a text that is copied. */
      g_string_append_printf (text, _ ("  %s: %s\n"), fact->label, fact->value);
    }
  }
  if (self->chain != NULL)
    append_chain (self, text);

  return g_string_free (text, FALSE);
}

GBytes *
desk_certificate_facts_get_der (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);

  return self->der;
}

char *
desk_certificate_facts_dup_pem (DeskCertificateFacts *self)
{
  g_return_val_if_fail (DESK_IS_CERTIFICATE_FACTS (self), NULL);

  return desk_x509_to_pem (self->certificate);
}

const char *
desk_certificate_facts_get_purpose (GBytes *der)
{
  g_autoptr (X509) certificate = desk_x509_new_from_der (der, NULL);

  if (certificate == NULL)
    return NULL;
  if (desk_x509_may_sign_in (certificate))
    return desk_x509_may_sign (certificate) ? _ ("signing, signing in") : _ ("signing in");

  return desk_x509_may_sign (certificate) ? _ ("signing") : NULL;
}
