desk-title = Mon espace
desk-empty = Aucune consultation pour l’instant.
desk-import = Partir d’un compte rendu
desk-new = Créer une consultation
desk-state-draft = En préparation
desk-state-scheduled = Programmée
desk-state-open = Ouverte
desk-state-closed = Fermée
desk-state-published = Résultats publiés
desk-state-archived = Rangée
desk-participants = { $count ->
    [0] personne n’a encore participé
    [one] une personne a participé
   *[other] { $count } personnes ont participé
    }
desk-to-moderate = { $count ->
    [one] Une proposition à relire
   *[other] { $count } propositions à relire
    }
desk-to-read = { $count ->
    [one] Une réponse libre à relire
   *[other] { $count } réponses libres à relire
    }
desk-to-judge = { $count ->
    [one] Une phrase ajoutée à relire
   *[other] { $count } phrases ajoutées à relire
    }
desk-to-answer = { $count ->
    [one] Une proposition attend votre réponse
   *[other] { $count } propositions attendent votre réponse
    }

desk-nav-home = Consultations
desk-nav-members = Membres
desk-nav-organisations = Structures
desk-nav-journal = Journal
desk-nav-sessions = Mes appareils
desk-nav-overview = Vue d’ensemble
desk-nav-texts = Textes
desk-nav-moderation = Relecture
desk-nav-entry = Saisie
desk-nav-results = Résultats
desk-nav-answers = Réponses

role-administrator = Administration
role-institution = Institution
role-facilitator = Animation
role-auditor = Contrôle des votes
role-reader = Lecture seule
